package dev.reviewgate.dataset;

/** The dataset is more than one call may take; nothing was written, and it is screened in parts instead. */
public final class DatasetTooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatasetTooLarge(String message) {
        super(message);
    }
}
