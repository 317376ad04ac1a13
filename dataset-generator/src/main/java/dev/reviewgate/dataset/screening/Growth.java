package dev.reviewgate.dataset.screening;

/**
 * Tells a share that has grown from one that differs by chance.
 *
 * @param before the share of {@code beforeOf} values last time, and {@code now} of {@code nowOf} today
 */
record Growth(double before, long beforeOf, double now, long nowOf) {
    /** In standard deviations of the difference of two shares: by chance once in some thousand comparisons. */
    private static final double LEAST_SCORE = 3.5;

    static Growth ofCounts(long before, long beforeOf, long now, long nowOf) {
        return new Growth(share(before, beforeOf), beforeOf, share(now, nowOf), nowOf);
    }

    static double share(long count, long of) {
        return of == 0 ? 0 : (double) count / of;
    }

    /** Whether the share is larger by {@code points} and by {@code times} itself, and by more than chance explains. */
    boolean isBeyond(double points, double times) {
        var growth = now - before;
        if (beforeOf == 0 || nowOf == 0 || growth < points + times * before) {
            return false;
        }
        var pooled = (before * beforeOf + now * nowOf) / (beforeOf + nowOf);
        return growth >= LEAST_SCORE * Math.sqrt(pooled * (1 - pooled) * (1.0 / beforeOf + 1.0 / nowOf));
    }
}
