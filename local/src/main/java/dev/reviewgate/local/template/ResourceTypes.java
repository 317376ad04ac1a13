package dev.reviewgate.local.template;

import java.util.Set;

/** The kinds of resources that run here, and those that have nothing to do on one machine. */
final class ResourceTypes {
    static final String FUNCTION = "AWS::Serverless::Function";
    static final String HTTP_API = "AWS::Serverless::HttpApi";
    static final String STATE_MACHINE = "AWS::Serverless::StateMachine";
    static final String BUCKET = "AWS::S3::Bucket";
    static final String TOPIC = "AWS::SNS::Topic";
    static final String SUBSCRIPTION = "AWS::SNS::Subscription";

    /** Permissions, keys, logs and alarms: they guard and watch what is deployed, and change nothing in what it does. */
    private static final Set<String> IGNORED = Set.of(
            HTTP_API,
            "AWS::CloudWatch::Alarm",
            "AWS::CloudWatch::CompositeAlarm",
            "AWS::CloudWatch::Dashboard",
            "AWS::IAM::ManagedPolicy",
            "AWS::IAM::Policy",
            "AWS::IAM::Role",
            "AWS::KMS::Alias",
            "AWS::KMS::Key",
            "AWS::Lambda::Permission",
            "AWS::Logs::LogGroup",
            "AWS::Logs::MetricFilter",
            "AWS::Logs::ResourcePolicy",
            "AWS::S3::BucketPolicy",
            "AWS::SNS::TopicPolicy");

    private ResourceTypes() {}

    static void requireKnown(String logicalId, String type) {
        if (!IGNORED.contains(type)) {
            throw new InvalidTemplate(
                    "the resource " + logicalId + " is of type " + type + ", which does not run here");
        }
    }
}
