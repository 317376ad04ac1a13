package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.rows.DatasetFile;
import dev.reviewgate.dataset.rows.Format;
import dev.reviewgate.dataset.stats.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** Screens a file in two passes: the first learns what is usual in it, the second flags the rows that are not. */
public final class Screening {
    private final DatasetFile file;
    private final ScreeningOptions options;
    private final Workspace workspace;
    private final Tuning tuning;

    private Screening(DatasetFile file, ScreeningOptions options, Workspace workspace, Tuning tuning) {
        this.file = file;
        this.options = options;
        this.workspace = workspace;
        this.tuning = tuning;
    }

    /**
     * Writes the clean and the flagged rows to files of the workspace, {@code clean} and {@code flagged} with {@code .csv} or
     * {@code .jsonl} behind it. Throws {@link dev.reviewgate.dataset.rows.UnreadableFile}.
     */
    public static Screened screen(DatasetFile file, ScreeningOptions options, Workspace workspace) throws IOException {
        return screen(file, options, workspace, Tuning.USUAL);
    }

    static Screened screen(DatasetFile file, ScreeningOptions options, Workspace workspace, Tuning tuning)
            throws IOException {
        return new Screening(file, options, workspace, tuning).screen();
    }

    /** Only finds out what there is to say: the same report, without the two files. */
    public static Report assess(DatasetFile file, ScreeningOptions options, Workspace workspace) throws IOException {
        return new Screening(file, options, workspace, Tuning.USUAL).assess();
    }

    private Screened screen() throws IOException {
        var learned = learn();
        var extension = file.format().kind() == Format.Kind.JSON_LINES ? ".jsonl" : ".csv";
        try (var clean = HashedFile.draft(workspace.file("clean" + extension));
                var flagged = HashedFile.draft(workspace.file("flagged" + extension))) {
            var report = flag(learned, new Evidence(clean, flagged));
            return new Screened(report, clean.finish(), flagged.finish());
        }
    }

    private Report assess() throws IOException {
        return flag(learn(), null);
    }

    /** The spilled numbers are not needed for the second pass, whose files are, so they make room for them. */
    private Learned learn() throws IOException {
        var path = workspace.file("spill");
        try (var spill = Profiler.spill(path, file, options)) {
            var profile = Profiler.profile(file, options, tuning, spill);
            return new Learned(profile, FileFindings.of(profile, options));
        } finally {
            Files.deleteIfExists(path);
        }
    }

    private Report flag(Learned learned, @Nullable Evidence evidence) throws IOException {
        var progress = new Progress("flagging", file.size() - file.bodyStart(), options.progress());
        var flagged = new Flagger(file, learned.profile(), evidence, progress).flag(options.threads());
        return Reports.report(
                file, options, learned.profile(), learned.findings(), flagged.tally(), flagged.examples());
    }

    private record Learned(Profile profile, FileFindings findings) {}
}
