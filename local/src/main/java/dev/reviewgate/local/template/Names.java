package dev.reviewgate.local.template;

import java.util.Map;

/** The pseudo parameters' values and the ARNs that this machine gives to what the template declares. */
public final class Names {
    public static final String REGION = "us-east-1";
    public static final String ACCOUNT = "000000000000";
    public static final String STACK = "review-gate";

    static final Map<String, String> PSEUDO_PARAMETERS = Map.of(
            "AWS::Region",
            REGION,
            "AWS::AccountId",
            ACCOUNT,
            "AWS::Partition",
            "aws",
            "AWS::URLSuffix",
            "amazonaws.com",
            "AWS::StackName",
            STACK,
            "AWS::StackId",
            arn("cloudformation", "stack/" + STACK + "/00000000-0000-0000-0000-000000000000"));

    private Names() {}

    public static String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
    }

    public static String function(String name) {
        return arn("lambda", "function:" + name);
    }

    public static String topic(String name) {
        return arn("sns", name);
    }

    public static String stateMachine(String name) {
        return arn("states", "stateMachine:" + name);
    }

    public static String bucket(String name) {
        return "arn:aws:s3:::" + name;
    }

    public static String user(String name) {
        return "arn:aws:iam::" + ACCOUNT + ":user/" + name;
    }

    static String role(String name) {
        return "arn:aws:iam::" + ACCOUNT + ":role/" + name;
    }
}
