package dev.reviewgate.dataset.stats;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A summary of one column's numbers that can be sent on and merged with those of other parts, in any order with the same
 * result. Values are counted exactly while at most {@value #MOST_DISTINCT} of them differ. From then on each counts as the
 * middle of its bucket: those with the same sign, exponent and first 10 bits of the mantissa share one, so it is off by at
 * most a 2<sup>-11</sup>th of its amount. Zero, the smallest and the largest value and the mean stay exact.
 */
public final class NumberSketch implements Numbers {
    private static final int MOST_DISTINCT = 1 << 16;
    private static final int BUCKET_BITS = 42;

    /** Values of all columns of a dataset together: with 32 bytes each, 16 MiB for what is merged and as much for a part. */
    private static final int ALL_DISTINCT = 1 << 19;

    /** How far outside the fences of buckets a value may be that is inside the fences of the values: a bucket's width. */
    private static final double BUCKET_WIDTH = 0x1p-10;

    private final int mostDistinct;
    private CountTable table = new CountTable();
    private boolean exact = true;
    private ExactSum sum = new ExactSum();
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    public NumberSketch() {
        this(1);
    }

    /** A sketch for one of so many columns, which share the room that there is; the same for all parts. */
    public NumberSketch(int columns) {
        mostDistinct = Math.min(MOST_DISTINCT, Math.max(1 << 8, ALL_DISTINCT / Math.max(1, columns)));
    }

    /** Adds a finite number. */
    public void add(double value) {
        add(value, 1);
    }

    /** Adds a finite number that occurs {@code times} times. */
    public void add(double value, long times) {
        sum.accept(value, times);
        min = Math.min(min, value + 0.0);
        max = Math.max(max, value + 0.0);
        count(value, times);
    }

    private void count(double value, long times) {
        table.add(counted(value), times);
        if (exact && table.distinct() > mostDistinct) {
            blur();
        }
    }

    private void blur() {
        var blurred = new CountTable();
        table.forEach((value, times) -> blurred.add(middle(value), times));
        table = blurred;
        exact = false;
    }

    /** The middle of the bucket, which is in the same bucket. */
    private static double middle(double value) {
        var bucket = Double.doubleToRawLongBits(value) >>> BUCKET_BITS;
        return value == 0 ? 0 : Double.longBitsToDouble((bucket << BUCKET_BITS) | (1L << (BUCKET_BITS - 1)));
    }

    /** Adds the numbers of another part. */
    public void merge(NumberSketch other) {
        sum.merge(other.sum);
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        if (exact && !other.exact) {
            blur();
        }
        other.table.forEach(this::count);
    }

    @Override
    public double counted(double value) {
        return exact ? value : middle(value);
    }

    /** Whether every value is still counted as it is. */
    @Override
    public boolean isExact() {
        return exact;
    }

    double min() {
        return min;
    }

    double max() {
        return max;
    }

    double mean() {
        return sum.mean();
    }

    /**
     * Statistics of these numbers whose fences are wider by a bucket if they are not exact, so that the most frequent value
     * is not outside of a fence that is drawn where its bucket has its middle.
     */
    public NumberStatistics statistics() throws IOException {
        var of = NumberStatistics.of(this);
        return exact
                ? of
                : of.withFences(
                        of.lowerFence() - BUCKET_WIDTH * Math.abs(of.lowerFence()),
                        of.upperFence() + BUCKET_WIDTH * Math.abs(of.upperFence()));
    }

    @Override
    public long count() {
        return sum.count();
    }

    @Override
    public long entries() {
        return table.distinct();
    }

    @Override
    public void forEach(Consumer consumer) {
        table.forEach(consumer);
    }

    /** Writes what {@link #readFrom} reads. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeBoolean(exact);
        out.writeDouble(min);
        out.writeDouble(max);
        sum.writeTo(out);
        var values = table.sortedValues();
        out.writeInt(values.length);
        for (var value : values) {
            out.writeDouble(value);
            out.writeLong(table.count(value));
        }
    }

    /** Reads a sketch for one of so many columns. */
    public static NumberSketch readFrom(DataInput in, int columns) throws IOException {
        var read = new NumberSketch(columns);
        read.exact = in.readBoolean();
        read.min = in.readDouble();
        read.max = in.readDouble();
        read.sum = ExactSum.readFrom(in);
        for (var left = in.readInt(); left > 0; left--) {
            var value = in.readDouble();
            read.table.add(value, in.readLong());
        }
        return read;
    }
}
