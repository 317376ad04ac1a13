package dev.reviewgate.dataset;

/** S3 did not answer, or a transfer broke off: the same call may well succeed when it is made again. */
public final class StorageInterrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StorageInterrupted(Throwable cause) {
        super(cause.toString(), cause);
    }
}
