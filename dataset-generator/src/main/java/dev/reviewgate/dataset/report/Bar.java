package dev.reviewgate.dataset.report;

/** A row of a table with a bar in it; {@code width} is out of 100. */
record Bar(String label, String count, String share, String width) {
    static Bar of(String label, long count, long most, long all) {
        double width = count == 0 ? 0 : Math.max(1, 100.0 * count / Math.max(1, most));
        return new Bar(
                label,
                Figures.whole(count),
                Figures.percent(all == 0 ? 0 : (double) count / all),
                Figures.length(width));
    }
}
