package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.rows.Values;
import dev.reviewgate.dataset.stats.NumberStatistics;
import dev.reviewgate.dataset.stats.Scale;
import org.jspecify.annotations.Nullable;

/** Expects numbers inside the declared range and the fences of the column. */
final class NumberCheck extends Check {
    private final boolean decimalComma;
    private final Range declared;
    private final @Nullable NumberStatistics statistics;
    private final double lower;
    private final double upper;
    private final String fences;

    NumberCheck(ColumnProfile column, boolean decimalComma) {
        super(column);
        this.decimalComma = decimalComma;
        declared = Range.of(column.declared());
        statistics = column.statistics();
        lower = statistics == null ? Double.NEGATIVE_INFINITY : statistics.lowerFence();
        upper = statistics == null ? Double.POSITIVE_INFINITY : statistics.upperFence();
        fences = statistics == null
                ? ""
                : Text.number(lower) + " to " + Text.number(upper) + " (median " + Text.number(statistics.median())
                        + ", ";
    }

    @Override
    @Nullable
    Reason checkPresent(byte[] b, int from, int to, long row) {
        var value = Values.number(b, from, to, decimalComma);
        if (Double.isNaN(value)) {
            return Values.isNullWord(b, from, to) ? missing() : Reason.UNPARSABLE;
        }
        if (declared.excludes(value)) {
            return Reason.OUT_OF_RANGE;
        }
        return value < lower || value > upper ? Reason.OUTLIER : null;
    }

    @Override
    String expected(Reason reason, byte[] b, int from, int to) {
        return switch (reason) {
            case UNPARSABLE -> "a number";
            case OUT_OF_RANGE -> declared.allowed();
            case OUTLIER -> outlier(Values.number(b, from, to, decimalComma));
            default -> super.expected(reason, b, from, to);
        };
    }

    private String outlier(double value) {
        if (statistics == null) {
            throw new IllegalStateException("a column without statistics has no outliers");
        }
        var score = statistics.score(value);
        if (statistics.scale() == Scale.LINEAR) {
            return fences + "robust z-score " + Text.score(score) + ")";
        }
        return Double.isInfinite(score)
                ? fences + "beyond the end of the log scale)"
                : fences + "robust z-score " + Text.score(score) + " on a log scale)";
    }
}
