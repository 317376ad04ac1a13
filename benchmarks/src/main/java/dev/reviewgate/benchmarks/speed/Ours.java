package dev.reviewgate.benchmarks.speed;

import static dev.reviewgate.benchmarks.speed.Trial.option;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.dataset.rows.DatasetFile;
import dev.reviewgate.dataset.rows.FormatHints;
import dev.reviewgate.dataset.screening.HashedFile;
import dev.reviewgate.dataset.screening.Report;
import dev.reviewgate.dataset.screening.Screening;
import dev.reviewgate.dataset.screening.ScreeningOptions;
import dev.reviewgate.dataset.stats.Workspace;
import dev.reviewgate.dataset.synthetic.CustomerGenerator;
import dev.reviewgate.dataset.synthetic.CustomerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Map;

/** What is deployed, without the cloud around it. */
final class Ours {
    private Ours() {}

    static Outcome generate(Map<String, String> options) throws IOException, SQLException {
        var file = Path.of(option(options, "file"));
        var rows = Long.parseLong(option(options, "rows"));
        var threads = Integer.parseInt(option(options, "threads"));
        return Outcome.of(() -> {
            try (var out = Files.newOutputStream(file)) {
                new CustomerGenerator(new CustomerRequest(rows, Speed.SEED, Speed.ANOMALY_RATE)).writeTo(out, threads);
            }
            return 0;
        });
    }

    /** Finds every flagged row and what to say about it, and writes nothing; several times if asked to, and tells the last. */
    static Outcome screen(Map<String, String> options) throws IOException, SQLException {
        var outcome = screenOnce(options);
        for (var i = 1; i < Integer.parseInt(options.getOrDefault("times", "1")); i++) {
            outcome = screenOnce(options);
        }
        return outcome;
    }

    private static Outcome screenOnce(Map<String, String> options) throws IOException, SQLException {
        return Outcome.of(() -> {
            try (var workspace = Workspace.in(Path.of(option(options, "directory")))) {
                return Screening.assess(open(options), screeningOptions(options), workspace)
                        .flaggedRows();
            }
        });
    }

    static Outcome everything(Map<String, String> options) throws IOException, SQLException {
        var directory = Path.of(option(options, "directory"));
        return Outcome.of(() -> {
            try (var workspace = Workspace.in(directory)) {
                var screened = Screening.screen(open(options), screeningOptions(options), workspace);
                keep(screened.clean(), directory.resolve("clean.csv"));
                keep(screened.flagged(), directory.resolve("flagged.csv"));
                try (var report = HashedFile.draft(directory.resolve("report.json"))) {
                    report.write(new ObjectMapper().writeValueAsBytes(screened.report()));
                    print(report.finish().sha256(), "report.json");
                }
                return screened.report().flaggedRows();
            }
        });
    }

    private static DatasetFile open(Map<String, String> options) throws IOException {
        return DatasetFile.open(Path.of(option(options, "file")), FormatHints.NONE);
    }

    private static ScreeningOptions screeningOptions(Map<String, String> options) {
        return ScreeningOptions.of(new Report.Source.Generated(Speed.SEED, Speed.ANOMALY_RATE), Speed.AS_OF)
                .withThreads(Integer.parseInt(option(options, "threads")));
    }

    private static void keep(HashedFile file, Path target) throws IOException {
        Files.move(file.path(), target, StandardCopyOption.REPLACE_EXISTING);
        print(file.sha256(), String.valueOf(target.getFileName()));
    }

    static void print(String sha256, String name) {
        System.out.println(sha256 + "  " + name);
    }
}
