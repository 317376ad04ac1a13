package dev.reviewgate.dataset.screening;

import org.jspecify.annotations.Nullable;

/** The range that a column is declared to keep to, both ends included. */
record Range(double min, double max, String allowed) {
    private static final Range ANY = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, "anything");

    static Range of(Schema.@Nullable Declared declared) {
        var min = declared == null ? null : declared.min();
        var max = declared == null ? null : declared.max();
        if (min != null && max != null) {
            return new Range(min.value(), max.value(), min.text() + " to " + max.text() + ", as declared");
        }
        if (min != null) {
            return new Range(min.value(), Double.POSITIVE_INFINITY, "no less than " + min.text() + ", as declared");
        }
        return max == null
                ? ANY
                : new Range(Double.NEGATIVE_INFINITY, max.value(), "no more than " + max.text() + ", as declared");
    }

    boolean excludes(double value) {
        return value < min || value > max;
    }
}
