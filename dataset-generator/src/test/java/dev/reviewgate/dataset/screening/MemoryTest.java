package dev.reviewgate.dataset.screening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reviewgate.dataset.rows.DatasetFile;
import dev.reviewgate.dataset.rows.FormatHints;
import dev.reviewgate.dataset.stats.Workspace;
import dev.reviewgate.dataset.synthetic.CustomerGenerator;
import dev.reviewgate.dataset.synthetic.CustomerRequest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
    private static final int ROWS = 1_000_000;

    @Test
    void heapOfLessThanHalfTheFileIsEnough(@TempDir Path directory) throws Exception {
        var log = directory.resolve("log");
        var child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MakeAndScreen.class.getName(),
                        directory.toString(),
                        Integer.toString(ROWS)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        try {
            var ended = child.waitFor(600, TimeUnit.SECONDS);

            assertThat(ended).isTrue();
            assertThat(Files.readString(log)).endsWith(" bytes, " + ROWS + " rows\n");
            assertThat(Files.readString(log)).doesNotContain("OutOfMemoryError");
        } finally {
            child.destroyForcibly();
        }
    }

    /** Runs in the child JVM. */
    static final class MakeAndScreen {
        private MakeAndScreen() {}

        public static void main(String[] arguments) throws IOException {
            try (var workspace = Workspace.in(Path.of(arguments[0]));
                    var out = new BufferedOutputStream(Files.newOutputStream(workspace.file("dataset")))) {
                var request = new CustomerRequest(Integer.parseInt(arguments[1]), 42, 0.08);
                new CustomerGenerator(request).writeTo(out);
                var dataset = DatasetFile.open(workspace.file("dataset"), FormatHints.NONE);
                var source = new Report.Source.Generated(request.seed(), request.anomalyRate());
                var options = ScreeningOptions.of(source, Instant.EPOCH).withThreads(2);
                var screened = Screening.screen(dataset, options, workspace);
                System.out.print(dataset.size() + " bytes, " + screened.report().rows() + " rows\n");
            }
        }
    }
}
