package dev.reviewgate.dataset.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * How a CSV file writes its rows, as far as the beginning of the file shows it.
 *
 * @param fields as many as most rows have
 */
record Dialect(char delimiter, boolean header, boolean decimalComma, int fields) {
    static final Dialect NONE = new Dialect(',', false, false, 0);

    private static final int MOST_ROWS = 1_000;

    /** Rows of another size than the first one do not matter as long as they are this rare. */
    private static final double ALMOST_ALL = 0.9;

    static Dialect of(Sample sample, FormatHints hints) {
        var shape = hints.delimiter() == null ? likeliest(sample) : Shape.of(sample, hints.delimiter());
        var decimalComma = hints.decimalComma() == null ? shape.decimalComma : hints.decimalComma();
        var header = hints.header() == null ? shape.hasHeader() : hints.header();
        return new Dialect(shape.delimiter, header, decimalComma, shape.usualFields());
    }

    private static Shape likeliest(Sample sample) {
        var shapes = new ArrayList<Shape>();
        for (var delimiter : FormatHints.DELIMITERS.toCharArray()) {
            var shape = Shape.of(sample, delimiter);
            if (shape.firstFields > 1) {
                shapes.add(shape);
            }
        }
        if (shapes.isEmpty()) {
            sample.refuseUnreadDelimiter();
        }
        // Ties go to the delimiter that is more usual. Without any, the file has one column.
        return shapes.stream().max(Shape.LIKELIER).orElseGet(() -> Shape.of(sample, ','));
    }

    /** What the sample looks like with one delimiter. */
    private static final class Shape {
        static final Comparator<Shape> LIKELIER = Comparator.comparingDouble(Shape::steadiness)
                .thenComparingDouble(Shape::typedShare)
                .thenComparingInt(shape -> shape.firstFields)
                .thenComparingInt(shape -> -FormatHints.DELIMITERS.indexOf(shape.delimiter));

        final char delimiter;
        int firstFields;
        boolean decimalComma;
        private final HashMap<Integer, Integer> rowsByFields = new HashMap<>();
        private final List<String> firstTexts = new ArrayList<>();
        private boolean firstIsTyped;
        private int rows;
        private int likeFirst;
        private long fields;
        private long typed;
        private long commas;
        private long points;
        private int[] filledBelow = {};
        private int[] typedBelow = {};

        private Shape(char delimiter) {
            this.delimiter = delimiter;
        }

        static Shape of(Sample sample, char delimiter) {
            var shape = new Shape(delimiter);
            try (var rows = sample.rows(delimiter)) {
                shape.read(rows, sample);
            } catch (UnreadableFile e) {
                // With this delimiter the quotes make no sense from here on; the row counts as one of another size.
                shape.rows += sample.isWhole() ? 1 : 0;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            shape.decimalComma = shape.commas > shape.points;
            return shape;
        }

        private void read(CsvCursor cursor, Sample sample) throws IOException {
            while (rows < MOST_ROWS && cursor.next()) {
                var cut = !sample.isWhole() && cursor.endPosition() == sample.size();
                if (cut && rows > 0) {
                    return;
                }
                add(cursor);
            }
        }

        private void add(RowCursor row) {
            if (rows == 0) {
                firstFields = row.fieldCount();
                filledBelow = new int[firstFields];
                typedBelow = new int[firstFields];
            }
            rowsByFields.merge(row.fieldCount(), 1, Integer::sum);
            likeFirst += row.fieldCount() == firstFields ? 1 : 0;
            for (var i = 0; i < row.fieldCount(); i++) {
                addField(row, i);
            }
            rows++;
        }

        private void addField(RowCursor row, int field) {
            var b = row.content();
            var from = row.start(field);
            var to = row.end(field);
            if (rows == 0) {
                firstTexts.add(Values.text(b, from, to, Encoding.likelyCharset(b, from, to))
                        .strip());
            }
            if (Values.isMissing(b, from, to)) {
                return;
            }
            fields++;
            var isTyped = isTyped(b, from, to);
            if (rows == 0) {
                firstIsTyped |= isTyped;
            } else if (field < firstFields) {
                filledBelow[field]++;
                typedBelow[field] += isTyped ? 1 : 0;
            }
            typed += isTyped ? 1 : 0;
        }

        private boolean isTyped(byte[] b, int from, int to) {
            var point = !Double.isNaN(Values.number(b, from, to, false));
            var comma = delimiter != ',' && !point && !Double.isNaN(Values.number(b, from, to, true));
            commas += comma && delimiter != '|' ? 1 : 0;
            points += point && holdsPoint(b, from, to) ? 1 : 0;
            // Single letters are names of columns as often as they are answers.
            return point
                    || comma
                    || Values.epochDay(b, from, to) != Values.NO_DATE
                    || (to - from > 1 && Values.bool(b, from, to) >= 0);
        }

        private static boolean holdsPoint(byte[] b, int from, int to) {
            for (var i = from; i < to; i++) {
                if (b[i] == '.') {
                    return true;
                }
            }
            return false;
        }

        /** The share of rows that have as many fields as the first. */
        private double steadiness() {
            var share = rows == 0 ? 0 : (double) likeFirst / rows;
            return Math.min(share, ALMOST_ALL);
        }

        private double typedShare() {
            return fields == 0 ? 0 : (double) typed / fields;
        }

        int usualFields() {
            return rowsByFields.entrySet().stream()
                    .max(Comparator.<Map.Entry<Integer, Integer>>comparingInt(Map.Entry::getValue)
                            .thenComparingInt(Map.Entry::getKey))
                    .map(Map.Entry::getKey)
                    .orElse(0);
        }

        /**
         * A first row without numbers, dates and booleans is a header if its fields are names. If they are not, it is
         * nevertheless one where a column below it is of such a type, and will be refused.
         */
        boolean hasHeader() {
            if (firstIsTyped || firstTexts.stream().allMatch(String::isEmpty)) {
                return false;
            }
            var distinct = new HashSet<>(firstTexts).size() == firstTexts.size();
            return (distinct && !firstTexts.contains("")) || rows == 1 || hasTypedColumn();
        }

        private boolean hasTypedColumn() {
            for (var i = 0; i < firstFields; i++) {
                if (filledBelow[i] > 0 && typedBelow[i] >= ALMOST_ALL * filledBelow[i]) {
                    return true;
                }
            }
            return false;
        }
    }
}
