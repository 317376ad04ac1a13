package dev.reviewgate.dataset.parts;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.dataset.screening.HashedFile;
import dev.reviewgate.dataset.screening.PartFlags;
import dev.reviewgate.dataset.screening.PartScreening;
import dev.reviewgate.dataset.screening.PartSketch;
import dev.reviewgate.dataset.screening.Report;
import dev.reviewgate.dataset.screening.ScreeningOptions;
import dev.reviewgate.dataset.stats.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The sixth phase: adds up what was found in the parts, and lists their files. */
public final class MergeReport {
    private final PartStore store;
    private final ObjectMapper json;

    public MergeReport(PartStore store, ObjectMapper json) {
        this.store = store;
        this.json = json;
    }

    /** The report, and the manifests of dataset, clean and flagged rows, which are stored. */
    public record Outcome(Report report, StoredFile dataset, StoredFile clean, StoredFile flagged) {}

    public Outcome merge(Job job, Plan plan, Merged merged, ScreeningOptions options, Workspace workspace)
            throws IOException {
        var keys = new Keys(job.executionName());
        var dataset = new ArrayList<ManifestEntry>();
        var clean = new ArrayList<ManifestEntry>();
        var flagged = new ArrayList<ManifestEntry>();
        Iterable<PartFlags> flags = () -> {
            dataset.clear();
            clean.clear();
            flagged.clear();
            return Arrays.stream(items(plan))
                    .map(part -> {
                        var result = result(keys, part);
                        dataset.add(result.dataset());
                        clean.add(result.clean());
                        flagged.add(result.flagged());
                        return result.flags();
                    })
                    .iterator();
        };
        var whole = sketch(merged);
        var shape = PartFiles.shape(plan, whole.columnNames(), workspace.file("shape"));
        var report = PartScreening.report(shape, options, whole, flags);
        return new Outcome(
                report,
                manifest(keys, "dataset.json", dataset, workspace),
                manifest(keys, "clean.json", clean, workspace),
                manifest(keys, "flagged.json", flagged, workspace));
    }

    private PartSketch sketch(Merged merged) throws IOException {
        try (var in = store.open(merged.sketch().key(), merged.sketch().versionId())) {
            return Profiles.read(in).sketch();
        }
    }

    private Part[] items(Plan plan) {
        try {
            return store.read(plan.items(), Part[].class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FlaggedResult result(Keys keys, Part part) {
        try {
            return store.readJson(keys.flagged(part), FlaggedResult.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StoredFile manifest(Keys keys, String name, List<ManifestEntry> entries, Workspace workspace)
            throws IOException {
        try (var draft = HashedFile.draft(workspace.file(name))) {
            json.writeValue(draft, entries);
            return store.store(keys.evidence(name), draft.finish(), "application/json");
        }
    }

    /** Stores another file of the evidence. */
    public StoredFile store(Job job, String name, HashedFile file, String contentType) {
        return store.store(new Keys(job.executionName()).evidence(name), file, contentType);
    }
}
