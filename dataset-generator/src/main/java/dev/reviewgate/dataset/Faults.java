package dev.reviewgate.dataset;

import dev.reviewgate.dataset.CounterRandom.Draw;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;

/** Spoils the fields of one row, in one of the ways an {@link Anomaly} can happen. */
final class Faults {
    private final CounterRandom random;

    Faults(CounterRandom random) {
        this.random = random;
    }

    String[] apply(Anomaly anomaly, String[] fields, long row) {
        return switch (anomaly) {
            case UNIT_MIX_UP -> mixUnits(fields, row);
            case SHIFTED_COLUMN -> shift(fields, row);
            case MISSING_VALUE -> empty(fields, row);
            case IMPOSSIBLE_VALUE -> spoil(fields, row);
            case DUPLICATED_ID -> throw new IllegalArgumentException("a duplicate takes two rows");
        };
    }

    private String[] mixUnits(String[] fields, long row) {
        switch (variant(4, row)) {
            case 0, 1 -> scale(fields, Customers.BASKET_EUR, 2);
            case 2 -> scale(fields, Customers.HEIGHT_CM, -2);
            default -> scale(fields, Customers.HEIGHT_CM, 1);
        }
        return fields;
    }

    private static void scale(String[] fields, int column, int powerOfTen) {
        fields[column] =
                new BigDecimal(fields[column]).scaleByPowerOfTen(powerOfTen).toPlainString();
    }

    private String[] shift(String[] fields, long row) {
        var shifted = new ArrayList<>(Arrays.asList(fields));
        switch (variant(3, row)) {
            case 0 -> shifted.remove(Customers.COUNTRY);
            case 1 -> shifted.add(Customers.NAME, "");
            default -> Collections.rotate(shifted.subList(Customers.BIRTH_DATE, shifted.size()), 1);
        }
        return shifted.toArray(String[]::new);
    }

    private String[] empty(String[] fields, long row) {
        fields[variant(fields.length, row)] = "";
        return fields;
    }

    private String[] spoil(String[] fields, long row) {
        switch (variant(6, row)) {
            case 0 -> fields[Customers.HEIGHT_CM] = "0";
            case 1 -> fields[Customers.HEIGHT_CM] = "-" + fields[Customers.HEIGHT_CM];
            case 2 -> fields[Customers.BIRTH_DATE] = "2199-13-45";
            case 3 -> fields[Customers.BIRTH_DATE] = "0000-00-00";
            case 4 -> fields[Customers.ORDERS] = "-" + fields[Customers.ORDERS];
            default -> fields[Customers.SATISFACTION] = "99";
        }
        return fields;
    }

    private int variant(int variants, long row) {
        return random.below(variants, row, Draw.VARIANT);
    }
}
