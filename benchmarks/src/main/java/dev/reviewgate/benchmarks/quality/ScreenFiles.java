package dev.reviewgate.benchmarks.quality;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.dataset.rows.DatasetFile;
import dev.reviewgate.dataset.rows.FormatHints;
import dev.reviewgate.dataset.screening.Report;
import dev.reviewgate.dataset.screening.Schema;
import dev.reviewgate.dataset.screening.Screening;
import dev.reviewgate.dataset.screening.ScreeningOptions;
import dev.reviewgate.dataset.stats.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * Screens the files that a listing names and keeps what was flagged: each line is a file, the folder for its {@code
 * flagged.csv} and {@code report.json}, and a file with what is declared of its columns or nothing, with tabs between.
 */
public final class ScreenFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ScreenFiles() {}

    public static void main(String[] arguments) throws IOException {
        for (var line : Files.readAllLines(Path.of(arguments[0]))) {
            var parts = line.split("\t", -1);
            var schema = parts[2].isEmpty() ? Schema.NONE : DeclaredColumns.read(Path.of(parts[2]));
            screen(Path.of(parts[0]), Files.createDirectories(Path.of(parts[1])), schema);
        }
    }

    private static void screen(Path file, Path folder, Schema schema) throws IOException {
        var source = new Report.Source.Screened("files", file.getFileName().toString(), null, "files");
        var options = ScreeningOptions.of(source, Instant.now()).withSchema(schema);
        try (var workspace = Workspace.in(folder)) {
            var screened = Screening.screen(DatasetFile.open(file, FormatHints.NONE), options, workspace);
            Files.move(screened.flagged().path(), folder.resolve("flagged.csv"), StandardCopyOption.REPLACE_EXISTING);
            JSON.writeValue(
                    folder.resolve("report.json").toFile(),
                    JSON.valueToTree(screened.report().columns()));
        }
    }
}
