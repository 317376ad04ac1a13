package dev.reviewgate.dataset.parts;

import dev.reviewgate.dataset.rows.DatasetFile;
import dev.reviewgate.dataset.rows.Format;
import dev.reviewgate.dataset.rows.FormatHints;
import dev.reviewgate.dataset.rows.UnreadableFile;
import dev.reviewgate.dataset.screening.PartKeys;
import dev.reviewgate.dataset.stats.HashSecret;
import dev.reviewgate.dataset.stats.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The first phase: binds every file to its version, looks at the beginning of the first one, and cuts the large ones. */
public final class PlanParts {
    /** More than the longest row, so that a sample always holds a header and a row. */
    private static final int SAMPLE = 3 << 20;

    private static final long BYTES_PER_PARTITION = 200_000_000;
    private static final int LEAST_PARTITIONS = 16;
    private static final int MOST_PARTITIONS = 1_024;

    private final PartStore store;
    private final PartLimits limits;
    private final Clock clock;

    public PlanParts(PartStore store, PartLimits limits, Clock clock) {
        this.store = store;
        this.limits = limits;
        this.clock = clock;
    }

    public Answer plan(Job job, Plan.Order order, Workspace workspace) throws IOException {
        var files = files(job);
        var bytes = files.stream().mapToLong(SourceFile::bytes).sum();
        var first = files.get(0);
        var sample = sample(first, job.hints(), workspace);
        var parts = parts(files, sample);
        var keys = new Keys(job.executionName());
        var items = store.writeJson(keys.items(), parts);
        var source = new Plan.Source(job.bucket(), job.key(), job.isPrefix() ? null : first.versionId());
        var plan = new Plan(
                order,
                source,
                packed(sample.format(), isGzip(first)),
                sample.columns(),
                sample.headerBytes(),
                first.name(),
                items,
                parts.size(),
                bytes,
                new PartKeys(HashSecret.random(), partitions(bytes)),
                clock.instant().toString());
        return new Answer.Planned(store.writeJson(keys.plan(), plan), items, parts.size(), bytes);
    }

    /** So many that each holds about as many keys as one call compares at once, if a row has a few dozen bytes. */
    private static int partitions(long bytes) {
        var wanted = Math.max(1, bytes / BYTES_PER_PARTITION);
        return (int) Math.min(MOST_PARTITIONS, Math.max(LEAST_PARTITIONS, Long.highestOneBit(2 * wanted - 1)));
    }

    private List<SourceFile> files(Job job) {
        if (!job.isPrefix()) {
            return List.of(notEmpty(store.find(job.bucket(), job.key())));
        }
        var keys = store.list(job.bucket(), job.key(), PartLimits.MOST_PARTS);
        if (keys.isEmpty()) {
            throw new UnreadableFile(job.source() + ": there is no file below this prefix");
        }
        if (keys.size() > PartLimits.MOST_PARTS) {
            throw tooMany(job.source(), "files");
        }
        return keys.stream().map(key -> notEmpty(store.find(job.bucket(), key))).toList();
    }

    private static SourceFile notEmpty(SourceFile file) {
        if (file.bytes() == 0) {
            throw new UnreadableFile(file.name() + ": the file is empty; give a file with at least one row");
        }
        return file;
    }

    private static UnreadableFile tooMany(String source, String what) {
        return new UnreadableFile(source + ": more than " + PartLimits.MOST_PARTS + " " + what
                + " cannot be screened at once; give fewer and larger files, or several datasets");
    }

    private DatasetFile sample(SourceFile file, FormatHints hints, Workspace workspace) throws IOException {
        var bytes = Math.min(file.bytes(), SAMPLE);
        var out = new ByteArrayOutputStream((int) bytes);
        store.copy(file, 0, bytes, out);
        var content = out.toByteArray();
        var cut = bytes < file.bytes();
        if (Packed.isGzip(content)) {
            content = Packed.beginning(content, SAMPLE);
            cut = true;
        }
        var path = workspace.file("sample");
        Files.write(path, cut ? Packed.wholeLines(content) : content);
        try {
            return DatasetFile.open(path, hints);
        } catch (UnreadableFile e) {
            throw new UnreadableFile(file.name() + ": " + e.getMessage());
        }
    }

    private List<Part> parts(List<SourceFile> files, DatasetFile sample) throws IOException {
        var parts = new ArrayList<Part>();
        for (var file : files) {
            // Half as much again is not worth a second call.
            if (file.bytes() <= limits.partBytes() + limits.partBytes() / 2) {
                parts.add(new Part(parts.size() + 1, file, 0, file.bytes()));
            } else if (isGzip(file)) {
                requireWhole(file);
                parts.add(new Part(parts.size() + 1, file, 0, file.bytes()));
            } else {
                cut(file, files.get(0), sample, parts);
            }
            if (parts.size() > PartLimits.MOST_PARTS) {
                throw tooMany(file.name(), "parts of " + limits.partBytes() + " bytes");
            }
        }
        return parts;
    }

    private static Format packed(Format format, boolean gzip) {
        return new Format(
                format.kind(),
                format.delimiter(),
                format.header(),
                format.charset(),
                format.charsetGiven(),
                format.decimalComma(),
                gzip);
    }

    private void requireWhole(SourceFile file) {
        if (file.bytes() > limits.wholeFileBytes()) {
            throw new UnreadableFile(file.name() + ": the file is packed by gzip and has " + file.bytes()
                    + " bytes; a packed file cannot be screened in parts, and one call takes at most "
                    + limits.wholeFileBytes() + "; give it unpacked, or as several files");
        }
    }

    private boolean isGzip(SourceFile file) throws IOException {
        return Packed.isGzip(read(file, 0, 2));
    }

    private void cut(SourceFile file, SourceFile first, DatasetFile sample, List<Part> parts) throws IOException {
        var header = sample.headerBytes();
        var isCsvWithHeader = sample.format().kind() == Format.Kind.CSV && header.length > 0;
        if (isCsvWithHeader && !startsWith(read(file, 0, Math.min(header.length, file.bytes())), header)) {
            throw new UnreadableFile(file.name() + ": the header differs from that of the first file, " + first.name());
        }
        try {
            var cuts = Cuts.of(header.length, file.bytes(), limits.partBytes(), (from, to) -> read(file, from, to));
            for (var i = 1; i < cuts.size(); i++) {
                parts.add(new Part(parts.size() + 1, file, cuts.get(i - 1), cuts.get(i)));
            }
        } catch (Cuts.LineTooLong e) {
            throw new UnreadableFile(file.name() + ": " + e.getMessage() + "; a row may be 1 MiB long");
        }
    }

    private byte[] read(SourceFile file, long from, long to) throws IOException {
        var out = new ByteArrayOutputStream((int) (to - from));
        store.copy(file, from, to, out);
        return out.toByteArray();
    }

    private static boolean startsWith(byte[] bytes, byte[] beginning) {
        return Arrays.equals(bytes, beginning);
    }
}
