package dev.reviewgate.dataset.screening;

/**
 * Into which pieces a file is cut; the results are the same for any.
 *
 * @param minPartBytes no part of the first pass is smaller, because to start a thread costs more than it saves
 * @param chunkBytes what a thread of the second pass takes at a time and keeps the rows of in memory
 */
record Tuning(long minPartBytes, long chunkBytes) {
    static final Tuning USUAL = new Tuning(4 << 20, 2 << 20);
}
