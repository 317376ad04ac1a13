package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.rows.DatasetFile;
import dev.reviewgate.dataset.rows.Format;
import dev.reviewgate.dataset.stats.RowMarks;
import dev.reviewgate.dataset.stats.Workspace;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Screens a dataset whose parts never come together in one place: each part is sketched, the sketches make one profile, and
 * with it the rows of each part are flagged. Where no number had to be rounded, what is flagged is what {@link Screening}
 * flags in all parts put together.
 */
public final class PartScreening {
    private PartScreening() {}

    /** Sketches one part, and writes the keys of its unique columns one after the other, partition by partition. */
    public static Sketched sketch(DatasetFile file, ScreeningOptions options, PartKeys keys, Workspace workspace)
            throws IOException {
        var sketches = new ArrayList<PartSketch>();
        var ends = new LinkedHashMap<String, long[]>();
        var keyFile = workspace.file("keys");
        try (var out = new CountingStream(Files.newOutputStream(keyFile))) {
            var spill = workspace.file("spill");
            Profiler.learnPart(file, options, Tuning.USUAL, spill, keys, part -> {
                sketches.add(PartSketch.of(file, part));
                for (var i = 0; i < part.columns().size(); i++) {
                    var duplicates = part.columns().get(i).duplicates();
                    if (duplicates != null) {
                        var columnEnds = new long[keys.partitions() + 1];
                        columnEnds[0] = out.bytes;
                        for (var partition = 0; partition < keys.partitions(); partition++) {
                            duplicates.writePartition(partition, out);
                            columnEnds[partition + 1] = out.bytes;
                        }
                        ends.put(file.columns().get(i), columnEnds);
                    }
                }
            });
            Files.delete(spill);
        }
        return new Sketched(sketches.get(0), keyFile, ends);
    }

    /**
     * What was learned from a part.
     *
     * @param keyFile the keys of all unique columns
     * @param keyEnds for each of these columns where in the file its partitions start, and where the last one ends
     */
    public record Sketched(PartSketch sketch, Path keyFile, Map<String, long[]> keyEnds) {}

    /**
     * Flags the rows of one part, which gets the columns of the whole dataset.
     *
     * @param firstRow how many rows the parts before have
     * @param duplicates for each unique column the rows, counted from the start of the dataset, whose key another row has
     */
    public static FlaggedPart flag(
            DatasetFile file,
            ScreeningOptions options,
            PartSketch whole,
            long firstRow,
            Map<String, RowMarks> duplicates,
            Workspace workspace)
            throws IOException {
        var profile = Profile.of(file, options.schema(), List.of(whole), 1).ofPart(file, firstRow, duplicates);
        var extension = file.format().kind() == Format.Kind.JSON_LINES ? ".jsonl" : ".csv";
        var progress = new Progress("flagging", file.size() - file.bodyStart(), options.progress());
        try (var clean = HashedFile.draft(workspace.file("clean" + extension));
                var flagged = HashedFile.draft(workspace.file("flagged" + extension))) {
            var flags = new Flagger(file, profile, new Evidence(clean, flagged), progress).flagPart();
            return new FlaggedPart(flags, clean.finish(), flagged.finish());
        }
    }

    /** What was flagged in a part, and the two files that together are its rows. */
    public record FlaggedPart(PartFlags flags, HashedFile clean, HashedFile flagged) {}

    /**
     * Makes the report of the whole dataset.
     *
     * @param file any file with the format and the columns of the dataset; its rows are not read
     * @param parts what was flagged in each part, in the order of the dataset
     */
    public static Report report(DatasetFile file, ScreeningOptions options, PartSketch whole, Iterable<PartFlags> parts)
            throws IOException {
        var profile = Profile.of(file, options.schema(), List.of(whole), 1);
        var findings = FileFindings.of(profile, options);
        var tally = new Tally(profile, file.format().decimalComma());
        var kept = new Examples(profile.columns().size());
        var described = new LinkedHashMap<Long, Report.Example>();
        for (var part : parts) {
            tally.addAll(part.counts());
            kept.addLater(part.worth(), part.first());
            part.examples().forEach(example -> described.put(example.row() - 1, example));
            var wanted = kept.places().stream().map(Examples.Place::row).collect(Collectors.toSet());
            described.keySet().retainAll(wanted);
        }
        var examples = kept.choose().stream()
                .map(place -> described.get(place.row()))
                .filter(Objects::nonNull)
                .toList();
        return Reports.report(file, options, profile, findings, tally, examples);
    }

    private static final class CountingStream extends BufferedOutputStream {
        private long bytes;

        CountingStream(OutputStream out) {
            super(out, 1 << 16);
        }

        @Override
        public synchronized void write(int b) throws IOException {
            super.write(b);
            bytes++;
        }

        @Override
        public synchronized void write(byte[] b, int offset, int length) throws IOException {
            super.write(b, offset, length);
            bytes += length;
        }
    }
}
