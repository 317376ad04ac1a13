package dev.reviewgate.dataset.parts;

/**
 * How large things may be.
 *
 * @param partBytes what a range of a file that is cut has about
 * @param wholeFileBytes what a file may have that cannot be cut
 */
public record PartLimits(long partBytes, long wholeFileBytes) {
    /**
     * The lists of parts and of what the maps answer stay far below what a state holds, and each phase that goes through all
     * parts far below fifteen minutes.
     */
    static final int MOST_PARTS = 10_000;
}
