package dev.reviewgate.states;

/**
 * What a Task calls, for instance {@code arn:aws:states:::lambda:invoke.waitForTaskToken}.
 *
 * @param integration the resource without what says when the task is over
 * @param type as history shows it, for instance {@code lambda} or {@code aws-sdk:s3}
 * @param action as history shows it, for instance {@code invoke.waitForTaskToken}
 */
record Resource(String arn, String integration, String type, String action, Pattern pattern) {
    /** Starts an execution of another state machine. */
    static final String START_EXECUTION = "arn:aws:states:::states:startExecution";

    private static final String PREFIX = "arn:aws:states:::";

    /** When a task is over. */
    enum Pattern {
        /** When the call returns. */
        REQUEST_RESPONSE(""),
        /** When its token comes back. */
        CALLBACK(".waitForTaskToken"),
        /** When the execution that it started has ended; what that took and gave are texts. */
        SYNC(".sync"),
        /** When the execution that it started has ended; what that took and gave are JSON. */
        SYNC_2(".sync:2");

        private final String suffix;

        Pattern(String suffix) {
            this.suffix = suffix;
        }
    }

    static Resource of(String arn) {
        Pattern pattern = Pattern.REQUEST_RESPONSE;
        if (arn.endsWith(Pattern.CALLBACK.suffix)) {
            pattern = Pattern.CALLBACK;
        } else if (arn.equals(START_EXECUTION + Pattern.SYNC.suffix)) {
            pattern = Pattern.SYNC;
        } else if (arn.equals(START_EXECUTION + Pattern.SYNC_2.suffix)) {
            pattern = Pattern.SYNC_2;
        }
        String integration = arn.substring(0, arn.length() - pattern.suffix.length());
        String service = integration.startsWith(PREFIX) ? integration.substring(PREFIX.length()) : integration;
        int colon = service.lastIndexOf(':');
        return new Resource(
                arn,
                integration,
                service.substring(0, Math.max(colon, 0)),
                service.substring(colon + 1) + pattern.suffix,
                pattern);
    }

    boolean callback() {
        return pattern == Pattern.CALLBACK;
    }

    boolean startsExecution() {
        return integration.equals(START_EXECUTION);
    }
}
