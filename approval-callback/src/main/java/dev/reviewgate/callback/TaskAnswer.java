package dev.reviewgate.callback;

/** What Step Functions said to a decision. */
sealed interface TaskAnswer {
    /** The task goes on with this decision. */
    record Accepted() implements TaskAnswer {}

    /**
     * The task does not wait any longer.
     *
     * @param maybeByUs the call was made twice, and the first answer was lost: it may have been the one that was accepted
     */
    record Closed(boolean maybeByUs) implements TaskAnswer {}

    /**
     * There was no answer, or one that asks for patience.
     *
     * @param maybeAccepted the answer was lost, so the decision may have been accepted
     */
    record Busy(boolean maybeAccepted, String why) implements TaskAnswer {}

    /** The call is wrong in a way that trying again does not put right. */
    record Refused(String why) implements TaskAnswer {}
}
