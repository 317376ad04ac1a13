package dev.reviewgate.dataset.parts;

import dev.reviewgate.dataset.screening.PartScreening;
import dev.reviewgate.dataset.screening.ScreeningOptions;
import dev.reviewgate.dataset.stats.Workspace;
import java.io.IOException;

/** The second phase, for each part: reads it once, and leaves its sketch and its keys. */
public final class ProfilePart {
    private final PartStore store;
    private final PartFiles files;

    public ProfilePart(PartStore store, PartLimits limits) {
        this.store = store;
        files = new PartFiles(store, limits);
    }

    public Answer profile(Job job, Plan plan, Part part, ScreeningOptions options, Workspace workspace)
            throws IOException {
        var keys = new Keys(job.executionName());
        var sketched = files.withPlace(part, () -> {
            var file = files.fetch(plan, part, workspace).file();
            files.requireSameColumns(plan, part, file);
            var learned = PartScreening.sketch(file, options, plan.keys(), workspace);
            files.requireOneLineRows(part, file, learned.sketch().rows());
            return learned;
        });
        if (!sketched.keyEnds().isEmpty()) {
            store.write(keys.keyFile(part), sketched.keyFile());
        }
        store.write(
                keys.profile(part),
                new Profiles(sketched.sketch(), sketched.keyEnds()).toBytes(),
                "application/octet-stream");
        return new Answer.Profiled(part.number(), sketched.sketch().rows());
    }
}
