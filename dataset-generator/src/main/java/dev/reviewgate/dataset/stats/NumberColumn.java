package dev.reviewgate.dataset.stats;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one column, or of one part of it that one thread reads: values are counted while few of them differ, and
 * spilled as eight bytes each from then on.
 */
public final class NumberColumn {
    private static final int MOST_DISTINCT = 1 << 16;

    /** Counted values of all columns together: with 32 bytes each, 32 MiB. */
    private static final int ALL_DISTINCT = 1 << 20;

    private final Spill spill;
    private final int mostDistinct;
    private @Nullable CountTable counted = new CountTable();
    private Spill.@Nullable Chain spilled;
    private long count;

    public NumberColumn(Spill spill) {
        this(spill, spill.chains());
    }

    /** One of {@code columns} that share the memory for counted values; the chains of duplicates count none. */
    public NumberColumn(Spill spill, int columns) {
        this.spill = spill;
        mostDistinct = Math.min(MOST_DISTINCT, Math.max(1 << 8, ALL_DISTINCT / columns));
    }

    /** Adds a finite number. */
    public void add(double value) throws IOException {
        add(value, 1);
    }

    /** Adds a finite number that occurs so many times. */
    public void add(double value, long times) throws IOException {
        count += times;
        var table = counted;
        if (table != null) {
            table.add(value, times);
            if (table.distinct() > mostDistinct) {
                spill(table);
            }
        } else if (spilled != null) {
            for (var i = 0L; i < times; i++) {
                spilled.add(Double.doubleToRawLongBits(value + 0.0));
            }
        }
    }

    private void spill(CountTable table) throws IOException {
        var chain = spill.chain();
        try {
            table.forEach((value, times) -> {
                try {
                    for (var i = 0L; i < times; i++) {
                        chain.add(Double.doubleToRawLongBits(value));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        spilled = chain;
        counted = null;
    }

    /** Whether all values are still counted in memory. */
    public boolean isExactlyCounted() {
        return counted != null;
    }

    /** What was added; to be gone through once nothing is added any more. */
    public Numbers numbers() {
        return new ColumnNumbers();
    }

    private final class ColumnNumbers implements Numbers {
        @Override
        public long count() {
            return count;
        }

        @Override
        public long entries() {
            return counted != null ? counted.distinct() : count;
        }

        @Override
        public void forEach(Consumer consumer) throws IOException {
            if (counted != null) {
                counted.forEach(consumer);
            } else if (spilled != null) {
                spilled.forEachDouble(consumer);
            }
        }
    }
}
