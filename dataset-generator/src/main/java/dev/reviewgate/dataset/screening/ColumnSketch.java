package dev.reviewgate.dataset.screening;

import static java.util.Objects.requireNonNull;

import dev.reviewgate.dataset.stats.DuplicateFinder;
import dev.reviewgate.dataset.stats.NumberSketch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is known of one column of a part, small enough to be handed on, and to be put together with that of other parts. */
final class ColumnSketch implements LearnedColumn {
    private final String name;
    private final NumberSketch numbers;
    private boolean hasKeys;
    private long filled;
    private long nullWords;
    private long dates;
    private long futureDates;
    private long lastDay;
    private long trueWords;
    private long falseWords;
    private long ones;
    private long zeros;
    private @Nullable ValueTable values;

    private ColumnSketch(String name, NumberSketch numbers) {
        this.name = name;
        this.numbers = numbers;
    }

    static ColumnSketch of(String name, LearnedColumn column, int columns) throws IOException {
        var sketch = new ColumnSketch(name, new NumberSketch(columns));
        column.numbers().forEach(sketch.numbers::add);
        sketch.hasKeys = column.duplicates() != null;
        sketch.lastDay = column.lastDay();
        sketch.values = column.values();
        sketch.count(column);
        return sketch;
    }

    private void count(LearnedColumn column) {
        filled += column.filled();
        nullWords += column.nullWords();
        dates += column.dates();
        futureDates += column.futureDates();
        trueWords += column.trueWords();
        falseWords += column.falseWords();
        ones += column.ones();
        zeros += column.zeros();
    }

    void merge(ColumnSketch other) {
        hasKeys |= other.hasKeys;
        numbers.merge(other.numbers);
        count(other);
        if (values != null && (other.values == null || !values.addAll(other.values))) {
            values = null;
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(name);
        out.writeBoolean(hasKeys);
        for (var count :
                new long[] {filled, nullWords, dates, futureDates, lastDay, trueWords, falseWords, ones, zeros}) {
            out.writeLong(count);
        }
        out.writeBoolean(values != null);
        if (values != null) {
            values.write(out);
        }
        numbers.writeTo(out);
    }

    static ColumnSketch read(DataInput in, int columns) throws IOException {
        var name = requireNonNull(in.readUTF());
        var hasKeys = in.readBoolean();
        var counts = new long[9];
        for (var i = 0; i < counts.length; i++) {
            counts[i] = in.readLong();
        }
        var values = in.readBoolean() ? ValueTable.read(in) : null;
        var sketch = new ColumnSketch(name, NumberSketch.readFrom(in, columns));
        sketch.hasKeys = hasKeys;
        sketch.filled = counts[0];
        sketch.nullWords = counts[1];
        sketch.dates = counts[2];
        sketch.futureDates = counts[3];
        sketch.lastDay = counts[4];
        sketch.trueWords = counts[5];
        sketch.falseWords = counts[6];
        sketch.ones = counts[7];
        sketch.zeros = counts[8];
        sketch.values = values;
        return sketch;
    }

    String name() {
        return name;
    }

    /** Whether its values have to be unique, so that their keys were kept. */
    boolean hasKeys() {
        return hasKeys;
    }

    @Override
    public long filled() {
        return filled;
    }

    @Override
    public long nullWords() {
        return nullWords;
    }

    @Override
    public long dates() {
        return dates;
    }

    @Override
    public long futureDates() {
        return futureDates;
    }

    @Override
    public long lastDay() {
        return lastDay;
    }

    @Override
    public long trueWords() {
        return trueWords;
    }

    @Override
    public long falseWords() {
        return falseWords;
    }

    @Override
    public long ones() {
        return ones;
    }

    @Override
    public long zeros() {
        return zeros;
    }

    @Override
    public NumberSketch numbers() {
        return numbers;
    }

    @Override
    public @Nullable ValueTable values() {
        return values;
    }

    @Override
    public @Nullable DuplicateFinder duplicates() {
        return null;
    }
}
