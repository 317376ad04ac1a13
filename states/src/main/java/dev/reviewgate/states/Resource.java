package dev.reviewgate.states;

/**
 * What a Task calls, for instance {@code arn:aws:states:::lambda:invoke.waitForTaskToken}.
 *
 * @param integration the resource without {@code .waitForTaskToken}
 * @param type as history shows it, for instance {@code lambda} or {@code aws-sdk:s3}
 * @param action as history shows it, for instance {@code invoke.waitForTaskToken}
 * @param callback whether the task waits for its token to come back
 */
record Resource(String arn, String integration, String type, String action, boolean callback) {
    private static final String CALLBACK = ".waitForTaskToken";
    private static final String PREFIX = "arn:aws:states:::";

    static Resource of(String arn) {
        boolean callback = arn.endsWith(CALLBACK);
        String integration = callback ? arn.substring(0, arn.length() - CALLBACK.length()) : arn;
        String service = arn.startsWith(PREFIX) ? arn.substring(PREFIX.length()) : arn;
        int colon = service.lastIndexOf(':');
        return new Resource(
                arn, integration, service.substring(0, Math.max(colon, 0)), service.substring(colon + 1), callback);
    }
}
