package dev.reviewgate.states;

/** A JSONata expression, or a value that it gave, that a state cannot go on with. */
final class EvaluationFailure extends Exception {
    private final String field;

    /** @param field where in the state, for instance {@code Arguments/FunctionName} */
    EvaluationFailure(String field, String message) {
        super(message);
        this.field = field;
    }

    String field() {
        return field;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
