package dev.reviewgate.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** The first pass: infers each column's type and learns what is usual in it. */
final class Profiler implements Closeable {
    private static final int NO_COLUMN = -1;
    private static final double TYPED_FROM = 0.9;

    private final Header header;
    private final int identifier;
    private final NumberSpill numbers;
    private final @Nullable DuplicateFinder duplicates;
    private final long[] filled;
    private final long[] dates;
    private long rows;
    private long regularRows;

    private Profiler(Header header, Workspace workspace) throws IOException {
        this.header = header;
        identifier = header.identifier().orElse(NO_COLUMN);
        numbers = new NumberSpill(workspace.file("numbers"), header.size());
        duplicates = identifier == NO_COLUMN ? null : new DuplicateFinder(workspace);
        filled = new long[header.size()];
        dates = new long[header.size()];
    }

    static Profile profile(Path dataset, Workspace workspace) throws IOException {
        try (var reader = RowReader.open(dataset)) {
            if (!reader.next()) {
                throw new InvalidDataset("the file is empty; give a CSV file with a header and at least one row");
            }
            try (var profiler = new Profiler(Header.of(reader.row()), workspace)) {
                while (reader.next()) {
                    profiler.add(reader.row());
                }
                return profiler.finish();
            }
        }
    }

    private void add(Row row) throws IOException {
        // The values of a ragged row may stand in any column, so nothing is learned from them.
        var regular = row.fieldCount() == header.size();
        for (var column = 0; column < row.fieldCount(); column++) {
            var text = row.field(column);
            if (regular && !Values.isMissing(text)) {
                learn(column, text);
            }
        }
        rows++;
        regularRows += regular ? 1 : 0;
    }

    private void learn(int column, String text) throws IOException {
        filled[column]++;
        if (column == identifier) {
            if (duplicates != null) {
                duplicates.add(rows, text.strip());
            }
            return;
        }
        var number = Values.number(text);
        if (!Double.isNaN(number)) {
            numbers.add(column, number);
        } else if (Values.isDate(text)) {
            dates[column]++;
        }
    }

    private Profile finish() throws IOException {
        if (rows == 0) {
            throw new InvalidDataset("the file has a header and no rows; give at least one row");
        }
        var columns = new ArrayList<ColumnProfile>();
        for (var column = 0; column < header.size(); column++) {
            columns.add(describe(column));
        }
        return new Profile(columns, rows, duplicates == null ? null : duplicates.find());
    }

    private ColumnProfile describe(int column) throws IOException {
        var name = header.names().get(column);
        var missing = regularRows - filled[column];
        var type = type(column);
        if (type != ColumnType.NUMBER) {
            return new ColumnProfile(name, type, filled[column], missing, null, null);
        }
        var values = new ColumnNumbers(numbers, column);
        var statistics = NumberStatistics.of(values);
        return new ColumnProfile(name, type, filled[column], missing, statistics, Histogram.of(values, statistics));
    }

    private ColumnType type(int column) {
        if (column == identifier) {
            return ColumnType.IDENTIFIER;
        }
        var enough = TYPED_FROM * filled[column];
        if (filled[column] > 0 && numbers.count(column) >= enough) {
            return ColumnType.NUMBER;
        }
        return filled[column] > 0 && dates[column] >= enough ? ColumnType.DATE : ColumnType.TEXT;
    }

    @Override
    public void close() throws IOException {
        try (numbers) {
            if (duplicates != null) {
                duplicates.close();
            }
        }
    }

    private record ColumnNumbers(NumberSpill spill, int column) implements Numbers {
        @Override
        public long count() {
            return spill.count(column);
        }

        @Override
        public void forEach(DoubleConsumer values) throws IOException {
            spill.forEach(column, values);
        }
    }
}
