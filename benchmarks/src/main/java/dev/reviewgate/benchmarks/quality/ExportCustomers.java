package dev.reviewgate.benchmarks.quality;

import dev.reviewgate.dataset.synthetic.CustomerGenerator;
import dev.reviewgate.dataset.synthetic.CustomerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes generated customers and, beside them, which rows have which accident: {@code rows seed anomalyRate data truth}. */
public final class ExportCustomers {
    private ExportCustomers() {}

    public static void main(String[] arguments) throws IOException {
        var request = new CustomerRequest(
                Long.parseLong(arguments[0]), Long.parseLong(arguments[1]), Double.parseDouble(arguments[2]));
        var generator = new CustomerGenerator(request);
        try (var out = Files.newOutputStream(Path.of(arguments[3]))) {
            generator.writeTo(out);
        }
        try (var truth = Files.newBufferedWriter(Path.of(arguments[4]))) {
            truth.write("row,kind\n");
            for (var row = 0L; row < request.rows(); row++) {
                var anomaly = generator.anomaly(row);
                if (anomaly.isPresent()) {
                    truth.write((row + 1) + "," + anomaly.get() + "\n");
                }
            }
        }
    }
}
