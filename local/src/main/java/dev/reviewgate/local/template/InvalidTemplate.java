package dev.reviewgate.local.template;

/** Says what in the template this machine cannot read or run, by name. */
public final class InvalidTemplate extends RuntimeException {
    public InvalidTemplate(String message) {
        super(message);
    }
}
