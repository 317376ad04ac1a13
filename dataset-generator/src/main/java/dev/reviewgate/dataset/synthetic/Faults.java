package dev.reviewgate.dataset.synthetic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.reviewgate.dataset.synthetic.CounterRandom.Draw;

/**
 * Makes rows that are spoiled in one of the ways an {@link Anomaly} can happen. A row's fields lie in slots of one array, each
 * with room in front for a sign and behind for a digit; for one thread.
 */
final class Faults {
    private static final int SLOT = Customers.MAX_FIELD_BYTES + 1;
    private static final byte[] NO_HEIGHT = ascii("0");
    private static final byte[] THIRTEENTH_MONTH = ascii("2199-13-45");
    private static final byte[] NO_DATE = ascii("0000-00-00");
    private static final byte[] NO_SCORE = ascii("99");

    private final byte[] bytes = new byte[Customers.COLUMNS.size() * SLOT];
    private final int[] from = new int[Customers.COLUMNS.size()];
    private final int[] to = new int[Customers.COLUMNS.size()];

    /** Writes a row with its line end, and returns where it ends. */
    int putRow(Anomaly anomaly, byte[] buffer, int at, long row, long state) {
        for (var column = 0; column < from.length; column++) {
            from[column] = column * SLOT + 1;
            to[column] = Customers.putField(column, bytes, from[column], row, state);
        }
        return switch (anomaly) {
            case UNIT_MIX_UP -> putMixedUnits(buffer, at, state);
            case SHIFTED_COLUMN -> putShifted(buffer, at, state);
            case MISSING_VALUE -> putWithout(variant(from.length, state), buffer, at);
            case IMPOSSIBLE_VALUE -> putImpossible(buffer, at, state);
            case DUPLICATED_ID -> throw new IllegalArgumentException("a duplicate takes two rows");
        };
    }

    private int putMixedUnits(byte[] buffer, int at, long state) {
        switch (variant(4, state)) {
            case 0, 1 -> movePoint(Customers.BASKET_EUR, 2);
            case 2 -> movePoint(Customers.HEIGHT_CM, -2);
            default -> movePoint(Customers.HEIGHT_CM, 1);
        }
        return put(buffer, at);
    }

    /** Moves the decimal point of a number; it has a digit to each side of where the point goes to, or none behind. */
    private void movePoint(int column, int places) {
        var point = from[column];
        while (bytes[point] != '.') {
            point++;
        }
        var target = point + places;
        if (places > 0) {
            System.arraycopy(bytes, point + 1, bytes, point, places);
        } else {
            System.arraycopy(bytes, target, bytes, target + 1, -places);
        }
        bytes[target] = '.';
        if (target == to[column] - 1) {
            to[column]--;
        }
    }

    private int putShifted(byte[] buffer, int from, long state) {
        var last = this.from.length - 1;
        switch (variant(3, state)) {
            case 0 -> {
                var at = put(buffer, from, 0, Customers.COUNTRY);
                return endLine(buffer, put(buffer, at, Customers.COUNTRY + 1, last + 1));
            }
            case 1 -> {
                var at = put(buffer, from, 0, Customers.NAME);
                buffer[at] = ',';
                return endLine(buffer, put(buffer, at + 1, Customers.NAME, last + 1));
            }
            default -> {
                var at = put(buffer, from, 0, Customers.BIRTH_DATE);
                at = put(buffer, at, last, last + 1);
                return endLine(buffer, put(buffer, at, Customers.BIRTH_DATE, last));
            }
        }
    }

    private int putWithout(int column, byte[] buffer, int at) {
        to[column] = from[column];
        return put(buffer, at);
    }

    private int putImpossible(byte[] buffer, int at, long state) {
        switch (variant(6, state)) {
            case 0 -> replace(Customers.HEIGHT_CM, NO_HEIGHT);
            case 1 -> negate(Customers.HEIGHT_CM);
            case 2 -> replace(Customers.BIRTH_DATE, THIRTEENTH_MONTH);
            case 3 -> replace(Customers.BIRTH_DATE, NO_DATE);
            case 4 -> negate(Customers.ORDERS);
            default -> replace(Customers.SATISFACTION, NO_SCORE);
        }
        return put(buffer, at);
    }

    private void replace(int column, byte[] text) {
        System.arraycopy(text, 0, bytes, from[column], text.length);
        to[column] = from[column] + text.length;
    }

    private void negate(int column) {
        from[column]--;
        bytes[from[column]] = '-';
    }

    private int put(byte[] buffer, int at) {
        return endLine(buffer, put(buffer, at, 0, from.length));
    }

    /** Writes the fields of some columns, a comma behind each. */
    private int put(byte[] buffer, int at, int fromColumn, int toColumn) {
        var end = at;
        for (var column = fromColumn; column < toColumn; column++) {
            var length = to[column] - from[column];
            System.arraycopy(bytes, from[column], buffer, end, length);
            end += length;
            buffer[end++] = ',';
        }
        return end;
    }

    /** Turns the comma behind the last field into a line end. */
    private static int endLine(byte[] buffer, int at) {
        buffer[at - 1] = '\n';
        return at;
    }

    private static int variant(int variants, long state) {
        return CounterRandom.below(variants, state, Draw.VARIANT);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
