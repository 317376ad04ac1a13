package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.rows.Values;
import dev.reviewgate.dataset.stats.Days;
import dev.reviewgate.dataset.stats.DuplicateFinder;
import dev.reviewgate.dataset.stats.NumberColumn;
import dev.reviewgate.dataset.stats.Numbers;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What one thread learns about one column: of which kind its values are, its numbers, its distinct values as long as they
 * are few, and its identifiers.
 */
final class ColumnLearner implements LearnedColumn {
    private final boolean typed;
    private final boolean decimalComma;
    private final long lastDay;
    private final NumberColumn numbers;
    private final Days days;
    private final @Nullable DuplicateFinder duplicates;

    /** Null as soon as there are too many; from then on each value is parsed. */
    private @Nullable ValueTable values = new ValueTable();

    private final KindCounts counts = new KindCounts();
    private Kind last = Kind.NUMBER;

    /**
     * @param typed whether the values' kinds are wanted: those of identifiers and of declared text are not
     * @param lastDay the last day that is not in the future, as days since 1970-01-01
     * @param duplicates where values have to be unique
     */
    ColumnLearner(
            boolean typed,
            boolean decimalComma,
            long lastDay,
            NumberColumn numbers,
            Days days,
            @Nullable DuplicateFinder duplicates) {
        this.typed = typed;
        this.decimalComma = decimalComma;
        this.lastDay = lastDay;
        this.numbers = numbers;
        this.days = days;
        this.duplicates = duplicates;
        if (!typed) {
            values = null;
        }
    }

    /** Takes a value that is not blank, of the row of that number among those of the part. */
    void learn(long row, byte[] b, int from, int to) throws IOException {
        counts.filled++;
        counts.padded += isSpace(b[from]) || isSpace(b[to - 1]) ? 1 : 0;
        if (duplicates != null) {
            duplicates.add(row, b, from, to);
        }
        if (!typed) {
            return;
        }
        if (values != null) {
            if (values.add(b, from, to, 1)) {
                return;
            }
            parseDistinct(values);
            values = null;
        }
        parse(b, from, to, 1);
    }

    private static boolean isSpace(byte b) {
        return (b & 0xFF) <= ' ';
    }

    /** Ends the learning: values that were only counted are parsed. */
    void finish() throws IOException {
        if (values != null) {
            parseDistinct(values);
        }
    }

    private void parseDistinct(ValueTable distinct) throws IOException {
        for (var i = 0; i < distinct.size(); i++) {
            parse(distinct.bytes(), distinct.start(i), distinct.end(i), distinct.count(i));
        }
    }

    /** The kinds exclude each other, so it does not matter which is tried first; mostly it is the one of the last value. */
    private void parse(byte[] b, int from, int to, long times) throws IOException {
        if (last == Kind.NUMBER && isNumber(b, from, to, times)) {
            return;
        }
        if (last == Kind.DATE && isDate(b, from, to, times)) {
            return;
        }
        if (last == Kind.TEXT && !mayBeMore(b, from, to)) {
            return;
        }
        if (isNumber(b, from, to, times)) {
            last = Kind.NUMBER;
        } else if (isDate(b, from, to, times)) {
            last = Kind.DATE;
        } else if (Values.isNullWord(b, from, to)) {
            counts.nullWords += times;
        } else if (!isWord(b, from, to, times)) {
            last = Kind.TEXT;
        }
    }

    /** Whether text of this length and beginning has to be looked at: it spares most names three failing parsers. */
    private static boolean mayBeMore(byte[] b, int from, int to) {
        return (b[from] & 0xFF) <= '9' || to - from <= 5 || (b[to - 1] & 0xFF) <= ' ';
    }

    private boolean isNumber(byte[] b, int from, int to, long times) throws IOException {
        var number = Values.number(b, from, to, decimalComma);
        if (Double.isNaN(number)) {
            return false;
        }
        numbers.add(number, times);
        if (number == 0) {
            counts.zeros += times;
        } else if (number == 1) {
            counts.ones += times;
        }
        return true;
    }

    private boolean isDate(byte[] b, int from, int to, long times) {
        var day = Values.epochDay(b, from, to);
        if (day == Values.NO_DATE) {
            return false;
        }
        counts.dates += times;
        days.add(day, times);
        if (day > lastDay) {
            counts.futureDates += times;
        }
        return true;
    }

    private boolean isWord(byte[] b, int from, int to, long times) {
        var word = Values.bool(b, from, to);
        if (word == 1) {
            counts.trueWords += times;
        } else if (word == 0) {
            counts.falseWords += times;
        }
        return word >= 0;
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
    public Numbers numbers() {
        return numbers.numbers();
    }

    @Override
    public Days days() {
        return days;
    }

    @Override
    public @Nullable DuplicateFinder duplicates() {
        return duplicates;
    }

    /** The distinct values, null if they are too many or too long. */
    @Override
    public @Nullable ValueTable values() {
        return values;
    }

    private enum Kind {
        NUMBER,
        DATE,
        TEXT
    }
}
