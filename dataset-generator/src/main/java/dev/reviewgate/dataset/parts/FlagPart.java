package dev.reviewgate.dataset.parts;

import dev.reviewgate.dataset.rows.Format;
import dev.reviewgate.dataset.screening.HashedFile;
import dev.reviewgate.dataset.screening.PartScreening;
import dev.reviewgate.dataset.screening.PartSketch;
import dev.reviewgate.dataset.screening.ScreeningOptions;
import dev.reviewgate.dataset.stats.Workspace;
import java.io.IOException;

/** The fifth phase, for each part: reads it again, and writes its rows to the clean or the flagged file of the part. */
public final class FlagPart {
    private final PartStore store;
    private final PartFiles files;

    public FlagPart(PartStore store, PartLimits limits) {
        this.store = store;
        files = new PartFiles(store, limits);
    }

    public Answer flag(Job job, Plan plan, Merged merged, Part part, ScreeningOptions options, Workspace workspace)
            throws IOException {
        var keys = new Keys(job.executionName());
        var whole = sketch(merged);
        var duplicates = FindDuplicates.of(store, keys, merged, part);
        return files.withPlace(part, () -> {
            var fetched = files.fetch(plan, part, workspace);
            var file = PartFiles.withColumns(fetched.file(), whole.columnNames());
            var flagged =
                    PartScreening.flag(file, options, whole, merged.firstRow(part.number()), duplicates, workspace);
            var rows = flagged.flags().rows();
            var flaggedRows = flagged.flags().flaggedRows();
            var result = new FlaggedResult(
                    flagged.flags(),
                    store(keys, plan, part, "dataset", fetched.content(), rows),
                    store(keys, plan, part, "clean", flagged.clean(), rows - flaggedRows),
                    store(keys, plan, part, "flagged", flagged.flagged(), flaggedRows));
            // Last, so that whatever it names is there.
            store.writeJson(keys.flagged(part), result);
            return new Answer.Flagged(part.number(), rows, flaggedRows);
        });
    }

    private PartSketch sketch(Merged merged) throws IOException {
        try (var in = store.open(merged.sketch().key(), merged.sketch().versionId())) {
            return Profiles.read(in).sketch();
        }
    }

    private ManifestEntry store(Keys keys, Plan plan, Part part, String kind, HashedFile file, long rows) {
        var isJson = plan.format().kind() == Format.Kind.JSON_LINES;
        var name = part.name() + (isJson ? ".jsonl" : ".csv");
        var stored = store.store(keys.evidence(kind + "/" + name), file, isJson ? "application/x-ndjson" : "text/csv");
        return ManifestEntry.of(name, stored, rows);
    }
}
