package dev.reviewgate.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/** Screens a file in two passes, knowing nothing of it but its bytes, and writes the evidence beside it. */
final class Screening {
    private final ObjectMapper json;

    Screening(ObjectMapper json) {
        this.json = json;
    }

    Screened screen(Path dataset, Report.Source source, Workspace workspace) throws IOException {
        var profile = Profiler.profile(dataset, workspace);
        try (var clean = StagedFile.draft(workspace.file("clean.csv"));
                var flagged = StagedFile.draft(workspace.file("flagged.csv"))) {
            var flagger = new Flagger(profile, clean.out(), flagged.out());
            flagger.flag(dataset);
            var report = Report.of(
                    source, profile, flagger.tally(), flagger.examples().choose());
            return new Screened(report, clean.finish(), flagged.finish(), write(report, workspace));
        }
    }

    private StagedFile write(Report report, Workspace workspace) throws IOException {
        try (var file = StagedFile.draft(workspace.file("report.json"))) {
            json.writeValue(file.out(), report);
            return file.finish();
        }
    }

    /** The report and the three files that were written. */
    record Screened(Report report, StagedFile clean, StagedFile flagged, StagedFile reportFile) {}
}
