package dev.reviewgate.dataset.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How many values of a column, in one part of a dataset or in several, are of which kind. */
final class KindCounts {
    /** Values that are not blank, null words included. */
    long filled;

    long nullWords;
    long dates;
    long futureDates;
    long trueWords;
    long falseWords;
    long ones;
    long zeros;

    /** Values with white space in front of or behind them. */
    long padded;

    void add(KindCounts other) {
        filled += other.filled;
        nullWords += other.nullWords;
        dates += other.dates;
        futureDates += other.futureDates;
        trueWords += other.trueWords;
        falseWords += other.falseWords;
        ones += other.ones;
        zeros += other.zeros;
        padded += other.padded;
    }

    void write(DataOutput out) throws IOException {
        for (var count :
                new long[] {filled, nullWords, dates, futureDates, trueWords, falseWords, ones, zeros, padded}) {
            out.writeLong(count);
        }
    }

    static KindCounts read(DataInput in) throws IOException {
        var counts = new KindCounts();
        counts.filled = in.readLong();
        counts.nullWords = in.readLong();
        counts.dates = in.readLong();
        counts.futureDates = in.readLong();
        counts.trueWords = in.readLong();
        counts.falseWords = in.readLong();
        counts.ones = in.readLong();
        counts.zeros = in.readLong();
        counts.padded = in.readLong();
        return counts;
    }
}
