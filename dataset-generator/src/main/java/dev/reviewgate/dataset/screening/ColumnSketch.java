package dev.reviewgate.dataset.screening;

import static java.util.Objects.requireNonNull;

import dev.reviewgate.dataset.stats.Days;
import dev.reviewgate.dataset.stats.DuplicateFinder;
import dev.reviewgate.dataset.stats.NumberSketch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is known of one column of a part, small enough to be handed on, and to be put together with that of other parts. */
final class ColumnSketch implements LearnedColumn {
    private final String name;
    private final long lastDay;
    private final KindCounts counts;
    private final NumberSketch numbers;
    private final Days days;
    private boolean hasKeys;
    private @Nullable ValueTable values;

    private ColumnSketch(
            String name,
            boolean hasKeys,
            long lastDay,
            KindCounts counts,
            @Nullable ValueTable values,
            NumberSketch numbers,
            Days days) {
        this.name = name;
        this.hasKeys = hasKeys;
        this.lastDay = lastDay;
        this.counts = counts;
        this.values = values;
        this.numbers = numbers;
        this.days = days;
    }

    static ColumnSketch of(String name, LearnedColumn column, int columns) throws IOException {
        var numbers = new NumberSketch(columns);
        column.numbers().forEach(numbers::add);
        var counts = new KindCounts();
        counts.add(column.counts());
        return new ColumnSketch(
                name, column.duplicates() != null, column.lastDay(), counts, column.values(), numbers, column.days());
    }

    void merge(ColumnSketch other) {
        hasKeys |= other.hasKeys;
        numbers.merge(other.numbers);
        days.merge(other.days);
        counts.add(other.counts);
        if (values != null && (other.values == null || !values.addAll(other.values))) {
            values = null;
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(name);
        out.writeBoolean(hasKeys);
        out.writeLong(lastDay);
        counts.write(out);
        out.writeBoolean(values != null);
        if (values != null) {
            values.write(out);
        }
        numbers.writeTo(out);
        days.writeTo(out);
    }

    static ColumnSketch read(DataInput in, int columns) throws IOException {
        return new ColumnSketch(
                requireNonNull(in.readUTF()),
                in.readBoolean(),
                in.readLong(),
                KindCounts.read(in),
                in.readBoolean() ? ValueTable.read(in) : null,
                NumberSketch.readFrom(in, columns),
                Days.readFrom(in, columns));
    }

    String name() {
        return name;
    }

    /** Whether its values have to be unique, so that their keys were kept. */
    boolean hasKeys() {
        return hasKeys;
    }

    @Override
    public KindCounts counts() {
        return counts;
    }

    @Override
    public long lastDay() {
        return lastDay;
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
    public Days days() {
        return days;
    }

    @Override
    public @Nullable DuplicateFinder duplicates() {
        return null;
    }
}
