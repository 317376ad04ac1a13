package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.rows.RowCursor;
import dev.reviewgate.dataset.rows.Values;
import dev.reviewgate.dataset.stats.Histogram;
import java.util.Arrays;
import java.util.List;

/**
 * Counts the numbers with a finding where the histograms of their columns count them. It looks at flagged cells only, which
 * are few, so the second pass costs the same with it as without.
 */
final class FlaggedNumbers {
    private final List<ColumnProfile> columns;
    private final boolean decimalComma;

    /** By column and place of its histogram; no places where there is no histogram. */
    private final long[][] counts;

    FlaggedNumbers(Profile profile, boolean decimalComma) {
        columns = profile.columns();
        this.decimalComma = decimalComma;
        counts = columns.stream()
                .map(column -> new long[column.histogram() == null ? 0 : Histogram.PLACES])
                .toArray(long[][]::new);
    }

    void add(RowCursor row, RowFindings findings) {
        for (var i = 0; i < findings.size(); i++) {
            var column = findings.column(i);
            // No number is damaged text, so that no cell counts twice.
            if (column != RowFindings.NO_COLUMN
                    && counts[column].length > 0
                    && findings.reason(i) != Reason.ENCODING_DAMAGE) {
                add(column, Values.number(row.content(), row.start(column), row.end(column), decimalComma));
            }
        }
    }

    private void add(int column, double value) {
        var histogram = columns.get(column).histogram();
        var numbers = columns.get(column).numbers();
        if (histogram != null && numbers != null && !Double.isNaN(value)) {
            counts[column][histogram.place(numbers.counted(value))]++;
        }
    }

    /** Adds what another thread has counted. */
    void addAll(FlaggedNumbers other) {
        for (var column = 0; column < counts.length; column++) {
            for (var place = 0; place < counts[column].length; place++) {
                counts[column][place] += other.counts[column][place];
            }
        }
    }

    /** Adds what was counted elsewhere. */
    void addAll(List<List<Long>> other) {
        for (var column = 0; column < counts.length; column++) {
            for (var place = 0; place < counts[column].length; place++) {
                counts[column][place] += other.get(column).get(place);
            }
        }
    }

    /** The counts as they can be handed on: for each column those of its places. */
    List<List<Long>> counts() {
        return Arrays.stream(counts)
                .map(places -> Arrays.stream(places).boxed().toList())
                .toList();
    }

    /** The counts of a column by place; none if it has no histogram. */
    long[] counts(int column) {
        return counts[column];
    }
}
