package dev.reviewgate.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            var ended = child.waitFor(120, TimeUnit.SECONDS);

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
                    var draft = StagedFile.draft(workspace.file("dataset.csv"))) {
                var request = new DatasetRequest.Generate(Integer.parseInt(arguments[1]), 42, 0.08);
                new CustomerGenerator(request).writeTo(draft.out());
                var dataset = draft.finish();
                var source = new Report.Source.Generated(request.seed(), request.anomalyRate());
                var screened = new Screening(Json.mapper()).screen(dataset.path(), source, workspace);
                System.out.print(
                        dataset.bytes() + " bytes, " + screened.report().rows() + " rows\n");
            }
        }
    }
}
