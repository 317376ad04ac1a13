package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.rows.DatasetFile;
import dev.reviewgate.dataset.rows.UnreadableFile;
import dev.reviewgate.dataset.stats.Days;
import dev.reviewgate.dataset.stats.DuplicateFinder;
import dev.reviewgate.dataset.stats.HashSecret;
import dev.reviewgate.dataset.stats.NumberColumn;
import dev.reviewgate.dataset.stats.Spill;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first pass, with a part of the file for each thread. Where a part may start is a guess: a line end may also be inside a
 * quoted field. Whether the guess was right shows when the part before it has been read: its last row must end there. If it
 * does not, what was learned from the part is thrown away, and it is read again from where its first row really starts.
 */
final class Profiler {
    private final DatasetFile file;
    private final ScreeningOptions options;
    private final Tuning tuning;
    private final Spill spill;
    private final HashSecret secret;
    private final int identifier;
    private final long lastDay;
    private final Progress progress;
    private final int partitions;

    private Profiler(
            DatasetFile file, ScreeningOptions options, Tuning tuning, Spill spill, HashSecret secret, int partitions) {
        this.file = file;
        this.options = options;
        this.tuning = tuning;
        this.spill = spill;
        this.secret = secret;
        this.partitions = partitions;
        identifier = Identifier.of(file, options.schema());
        lastDay = options.asOf().atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay() + 1;
        progress = new Progress("profiling", file.size() - file.bodyStart(), options.progress());
    }

    /** Makes the file in which the numbers and identifiers of all columns are kept. */
    static Spill spill(Path path, DatasetFile file, ScreeningOptions options) throws IOException {
        var columns = file.columns().size();
        var unique = unique(file, options);
        return new Spill(path, options.threads() * (columns + unique * partitions(unique)));
    }

    static Profile profile(DatasetFile file, ScreeningOptions options, Tuning tuning, Spill spill) throws IOException {
        var partitions = partitions(unique(file, options));
        var profiler = new Profiler(file, options, tuning, spill, HashSecret.random(), partitions);
        return Profile.of(file, options.schema(), profiler.parts(), options.threads());
    }

    /** Learns from a file that is one part of a dataset; its keys are compared with those of other parts by whoever asks. */
    static void learnPart(
            DatasetFile file, ScreeningOptions options, Tuning tuning, Path path, PartKeys keys, PartProfiles then)
            throws IOException {
        var chains = file.columns().size() + unique(file, options) * keys.partitions();
        try (var spill = new Spill(path, chains)) {
            var profiler = new Profiler(file, options, tuning, spill, keys.secret(), keys.partitions());
            var part = new PartProfile(file, profiler.learners());
            part.learn(file.bodyStart(), file.size(), tuning.chunkBytes(), profiler.progress);
            then.accept(part);
        }
    }

    /** Uses what was learned while the numbers and the keys are still there. */
    @FunctionalInterface
    interface PartProfiles {
        void accept(PartProfile part) throws IOException;
    }

    /** How many columns have to be unique. */
    private static int unique(DatasetFile file, ScreeningOptions options) {
        var identifier = Identifier.of(file, options.schema());
        var unique = 0;
        for (var i = 0; i < file.columns().size(); i++) {
            unique += isUnique(options.schema().column(file.columns().get(i)), i == identifier) ? 1 : 0;
        }
        return unique;
    }

    /** Fewer for each where many columns are unique, since each partition keeps a block in memory. */
    private static int partitions(int unique) {
        return Math.max(1, Integer.highestOneBit(DuplicateFinder.PARTITIONS / Math.max(1, unique)));
    }

    private static boolean isUnique(Schema.@Nullable Declared declared, boolean identifier) {
        if (declared != null && declared.unique() != null) {
            return declared.unique();
        }
        return identifier || (declared != null && declared.type() == ColumnType.IDENTIFIER);
    }

    private List<PartProfile> parts() throws IOException {
        var starts = starts();
        var tasks = new ArrayList<Parallel.Task<Attempt>>();
        for (var i = 0; i + 1 < starts.size(); i++) {
            var from = starts.get(i);
            var to = starts.get(i + 1);
            tasks.add(() -> attempt(from, to));
        }
        var parts = new ArrayList<PartProfile>();
        var end = file.bodyStart();
        for (var attempt : Parallel.run(options.threads(), tasks)) {
            var right = end <= attempt.from() ? attempt : attempt(end, attempt.to());
            // What went wrong in a part counts only now that its start is known to be right, and those before it were
            // read.
            if (right.failure() != null) {
                throw inWholeFile(right.failure());
            }
            parts.add(right.part());
            end = Math.max(end, right.part().end());
        }
        return parts;
    }

    /** Where the parts start, and where the last one ends. */
    private List<Long> starts() throws IOException {
        var length = file.size() - file.bodyStart();
        var count = Math.max(1, Math.min(options.threads(), length / tuning.minPartBytes()));
        var starts = new ArrayList<Long>();
        starts.add(file.bodyStart());
        for (var i = 1; i < count; i++) {
            var start = file.nextRowStart(file.bodyStart() + i * length / count);
            if (start > starts.get(starts.size() - 1) && start < file.size()) {
                starts.add(start);
            }
        }
        starts.add(file.size());
        return starts;
    }

    private Attempt attempt(long from, long to) throws IOException {
        var part = new PartProfile(file, learners());
        try {
            if (from < to) {
                part.learn(from, to, tuning.chunkBytes(), progress);
            }
            return new Attempt(part, from, to, null);
        } catch (UnreadableFile e) {
            return new Attempt(part, from, to, e);
        }
    }

    private List<ColumnLearner> learners() {
        var learners = new ArrayList<ColumnLearner>();
        for (var i = 0; i < file.columns().size(); i++) {
            var declared = options.schema().column(file.columns().get(i));
            var type = declared == null ? null : declared.type();
            learners.add(new ColumnLearner(
                    i != identifier && type != ColumnType.IDENTIFIER && type != ColumnType.TEXT,
                    file.format().decimalComma(),
                    lastDay,
                    new NumberColumn(spill, options.threads() * file.columns().size()),
                    new Days(file.columns().size()),
                    isUnique(declared, i == identifier) ? new DuplicateFinder(spill, secret, partitions) : null));
        }
        return learners;
    }

    /** The same error with the line counted from the start of the file: rare enough to read the file once more for it. */
    private UnreadableFile inWholeFile(UnreadableFile inPart) throws IOException {
        try (var rows = file.rows()) {
            while (rows.next()) {}
        } catch (UnreadableFile e) {
            return e;
        }
        return inPart;
    }

    /** A part from a start that may be wrong; if it is, what went wrong does not matter. */
    private record Attempt(
            PartProfile part, long from, long to, @Nullable UnreadableFile failure) {}
}
