package dev.reviewgate.operator;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Why a command did not do what it was asked for, and the exit code that scripts tell it by. */
final class Problem extends RuntimeException {
    /** What an exit code means. */
    enum Kind {
        /** The other side was reached and said no: the review is over, unknown, or not this caller's to decide. */
        REFUSED(1),
        /** The command line is wrong. */
        USAGE(2),
        /** Nobody could be asked: no address, no credentials, no permission, or no usable answer. */
        UNAVAILABLE(3);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        int exitCode() {
            return exitCode;
        }
    }

    private final Kind kind;
    private final String code;

    private Problem(Kind kind, String code, String message) {
        super(message);
        this.kind = kind;
        this.code = requireNonNull(code, "code");
    }

    static Problem refused(String code, String message) {
        return new Problem(Kind.REFUSED, code, message);
    }

    static Problem usage(String message) {
        return new Problem(Kind.USAGE, "usage", message);
    }

    static Problem unavailable(String code, String message) {
        return new Problem(Kind.UNAVAILABLE, code, message);
    }

    int exitCode() {
        return kind.exitCode();
    }

    /** Returns the code that a program tells the problem by. */
    String code() {
        return code;
    }

    /** Returns the problem as {@code --json} prints it. */
    String json() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        return json.put("error", code).put("message", getMessage()).toString();
    }
}
