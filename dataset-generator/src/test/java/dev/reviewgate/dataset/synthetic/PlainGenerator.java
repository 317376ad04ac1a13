package dev.reviewgate.dataset.synthetic;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.reviewgate.dataset.synthetic.CounterRandom.Draw;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;

/**
 * The generator as it reads best: strings, decimal numbers and dates, written by a CSV library. What the fast one writes is
 * held against it.
 */
final class PlainGenerator {
    private static final int PAIR_DISTANCE = 32;

    private final CustomerRequest request;
    private final PlainRandom random;
    private final double pairRate;
    private final double singleRate;

    PlainGenerator(CustomerRequest request) {
        this.request = request;
        random = new PlainRandom(request.seed());
        pairRate = request.anomalyRate() * Anomaly.DUPLICATED_ID.share();
        // Of the rows that are in no pair, so that both together make up the rate.
        singleRate = (request.anomalyRate() - pairRate) / (1 - pairRate);
    }

    /** Writes UTF-8 with LF line endings; leaves {@code out} open. */
    void writeTo(OutputStream out) throws IOException {
        var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
        csv.writeRecord(Customers.COLUMNS);
        for (var row = 0L; row < request.rows(); row++) {
            csv.writeRecord(row(row));
        }
        csv.flush();
    }

    /** The accident of a row (from 0), if it has one. */
    Optional<Anomaly> anomaly(long row) {
        if (isPaired(row)) {
            return Optional.of(Anomaly.DUPLICATED_ID);
        }
        return random.share(row, Draw.FAULT) < singleRate ? Optional.of(singleKind(row)) : Optional.empty();
    }

    private String[] row(long row) {
        var fields = customer(row);
        var anomaly = anomaly(row);
        if (anomaly.isEmpty()) {
            return fields;
        }
        if (anomaly.get() == Anomaly.DUPLICATED_ID) {
            fields[Customers.CUSTOMER_ID] = id(firstOfPair(row));
            return fields;
        }
        return spoil(anomaly.get(), fields, row);
    }

    private boolean isPaired(long row) {
        var first = firstOfPair(row);
        return first + PAIR_DISTANCE < request.rows() && random.share(first, Draw.PAIR_FAULT) < pairRate;
    }

    private static long firstOfPair(long row) {
        return row & ~(long) PAIR_DISTANCE;
    }

    private Anomaly singleKind(long row) {
        var point = random.share(row, Draw.KIND) * (1 - Anomaly.DUPLICATED_ID.share());
        for (var kind : Anomaly.values()) {
            point -= kind.share();
            if (point < 0) {
                return kind;
            }
        }
        return Anomaly.IMPOSSIBLE_VALUE;
    }

    private String[] spoil(Anomaly anomaly, String[] fields, long row) {
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

    /** The fields of a row, without an accident. */
    private String[] customer(long row) {
        return new String[] {
            id(row),
            name(row),
            Customers.COUNTRIES.get(random.below(Customers.COUNTRIES.size(), row, Draw.COUNTRY)),
            day(Customers.FIRST_BIRTH, Customers.BIRTH_DAYS, row, Draw.BIRTH_DATE),
            day(Customers.FIRST_SIGNUP, Customers.SIGNUP_DAYS, row, Draw.SIGNUP_DATE),
            // The ones among 32 random bits: 16 on average, very seldom fewer than 6 or more than 26.
            Integer.toString(Long.bitCount(random.bits(row, Draw.ORDERS) >>> 32)),
            decimal(60_00 + random.bell(9_50, row, Draw.BASKET), 2),
            decimal(171_0 + random.bell(9_5, row, Draw.HEIGHT), 1),
            decimal(6_50 + random.bell(55, row, Draw.SATISFACTION), 2)
        };
    }

    private static String id(long row) {
        var number = Long.toString(row + 1);
        return "C" + "0".repeat(Math.max(0, 8 - number.length())) + number;
    }

    private String name(long row) {
        var first = Customers.FIRST_NAMES.get(random.below(Customers.FIRST_NAMES.size(), row, Draw.FIRST_NAME));
        var last = Customers.LAST_NAMES.get(random.below(Customers.LAST_NAMES.size(), row, Draw.LAST_NAME));
        return switch (random.below(64, row, Draw.NAME_STYLE)) {
            case 0, 1 -> last + ", " + first;
            case 2 -> first + " \"" + first.substring(0, 1) + ".\" " + last;
            default -> first + " " + last;
        };
    }

    private String day(LocalDate first, int days, long row, Draw draw) {
        return first.plusDays(random.below(days, row, draw)).toString();
    }

    private static String decimal(long units, int digits) {
        return BigDecimal.valueOf(units, digits).toPlainString();
    }
}
