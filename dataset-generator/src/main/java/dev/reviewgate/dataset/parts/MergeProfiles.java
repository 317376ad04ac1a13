package dev.reviewgate.dataset.parts;

import dev.reviewgate.dataset.rows.UnreadableFile;
import dev.reviewgate.dataset.screening.PartSketch;
import dev.reviewgate.dataset.stats.Workspace;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The third phase: makes one profile of all sketches, and says which call compares which keys. */
public final class MergeProfiles {
    /** Keys that one call compares: 100 MB of them. */
    private static final long GROUP_BYTES = (4L << 20) * FindDuplicates.KEY_BYTES;

    private final PartStore store;

    public MergeProfiles(PartStore store) {
        this.store = store;
    }

    public Answer merge(Job job, Plan plan, Workspace workspace) throws IOException {
        var keys = new Keys(job.executionName());
        var rows = new ArrayList<Long>();
        var keyEnds = new ArrayList<Map<String, long[]>>();
        @Nullable PartSketch whole = null;
        for (var part : store.read(plan.items(), Part[].class)) {
            var profile = read(keys, part);
            rows.add(profile.sketch().rows());
            keyEnds.add(profile.keyEnds());
            if (whole == null) {
                whole = profile.sketch();
            } else {
                whole.merge(profile.sketch());
            }
        }
        if (whole == null || whole.rows() == 0) {
            throw new UnreadableFile(job.source() + ": there are no rows; give at least one row");
        }
        var index = workspace.file("index");
        var groups = groups(whole, keyEnds, plan.keys().partitions(), index);
        if (!groups.isEmpty()) {
            store.write(keys.keyIndex(), index);
        }
        var sketch = store.write(
                keys.merged() + "/sketch", new Profiles(whole, Map.of()).toBytes(), "application/octet-stream");
        var list = store.writeJson(keys.groups(), groups);
        var merged = store.writeJson(keys.merged() + "/merged.json", new Merged(rows, sketch, groups));
        return new Answer.Merged(
                merged, new Answer.Groups(list.bucket(), list.key(), list.versionId(), groups.size()), whole.rows());
    }

    private Profiles read(Keys keys, Part part) throws IOException {
        try (var in = store.open(keys.profile(part), null)) {
            return Profiles.read(in);
        }
    }

    /** Writes for each group, part after part, where in the part's key file its keys are. */
    private static List<KeyGroup> groups(
            PartSketch whole, List<Map<String, long[]>> keyEnds, int partitions, Path index) throws IOException {
        var groups = new ArrayList<KeyGroup>();
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(index)))) {
            for (var column : whole.keyColumns()) {
                for (var from = 0; from < partitions; ) {
                    var to = from;
                    var bytes = 0L;
                    do {
                        bytes += bytes(keyEnds, column, to);
                        to++;
                    } while (to < partitions && bytes + bytes(keyEnds, column, to) <= GROUP_BYTES);
                    if (bytes > 0) {
                        groups.add(new KeyGroup(groups.size() + 1, column, bytes / FindDuplicates.KEY_BYTES));
                        for (var part : keyEnds) {
                            var ends = part.get(column);
                            out.writeLong(ends == null ? 0 : ends[from]);
                            out.writeLong(ends == null ? 0 : ends[to]);
                        }
                    }
                    from = to;
                }
            }
        }
        return groups;
    }

    private static long bytes(List<Map<String, long[]>> keyEnds, String column, int partition) {
        var bytes = 0L;
        for (var part : keyEnds) {
            var ends = part.get(column);
            bytes += ends == null ? 0 : ends[partition + 1] - ends[partition];
        }
        return bytes;
    }
}
