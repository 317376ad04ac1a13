package dev.reviewgate.local.sns;

/** A request that SNS refuses, under the code of its API. */
public final class SnsException extends Exception {
    private final int status;
    private final String code;

    public SnsException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static SnsException invalid(String parameter, String reason) {
        return new SnsException(400, "InvalidParameter", "Invalid parameter: " + parameter + " Reason: " + reason);
    }

    static SnsException notFound(String what) {
        return new SnsException(404, "NotFound", what + " does not exist");
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
