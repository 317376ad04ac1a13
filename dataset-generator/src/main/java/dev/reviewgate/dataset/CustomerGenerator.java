package dev.reviewgate.dataset;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.reviewgate.dataset.CounterRandom.Draw;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Writes a customer dataset with accidents in about the share of rows that was asked for. */
final class CustomerGenerator {
    /** Two rows share an identifier at this distance, so that no reader can find them by comparing neighbours. */
    private static final int PAIR_DISTANCE = 32;

    private final DatasetRequest.Generate request;
    private final CounterRandom random;
    private final Customers customers;
    private final Faults faults;
    private final double pairRate;
    private final double singleRate;

    CustomerGenerator(DatasetRequest.Generate request) {
        this.request = request;
        random = new CounterRandom(request.seed());
        customers = new Customers(random);
        faults = new Faults(random);
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
        var fields = customers.row(row);
        var anomaly = anomaly(row);
        if (anomaly.isEmpty()) {
            return fields;
        }
        if (anomaly.get() == Anomaly.DUPLICATED_ID) {
            fields[Customers.CUSTOMER_ID] = Customers.id(firstOfPair(row));
            return fields;
        }
        return faults.apply(anomaly.get(), fields, row);
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
}
