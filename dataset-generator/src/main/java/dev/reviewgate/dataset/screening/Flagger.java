package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.rows.DatasetFile;
import dev.reviewgate.dataset.rows.Values;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The second pass: writes each row, byte for byte as it is, to the clean or to the flagged file. In the flagged file its
 * number and the reasons stand before it, so that the two files together are the dataset. Each thread takes a chunk of rows,
 * checks them into memory, and writes them when the chunks before are written.
 */
final class Flagger {
    /** Flagged rows may be far longer than the rows of the dataset; no thread holds more of either than about this. */
    private static final int MOST_HELD = 8 << 20;

    private final DatasetFile file;
    private final Profile profile;
    private final RowChecker checker;
    private final FlaggedRows format;
    private final @Nullable Evidence evidence;
    private final Progress progress;
    private final AtomicInteger nextChunk = new AtomicInteger();

    /** Without evidence, rows are only counted. */
    Flagger(DatasetFile file, Profile profile, @Nullable Evidence evidence, Progress progress) {
        this.file = file;
        this.profile = profile;
        this.evidence = evidence;
        this.progress = progress;
        checker = new RowChecker(file, profile);
        format = FlaggedRows.of(file, profile, checker);
    }

    Flagged flag(int threads) throws IOException {
        writeHeader();
        var workers = Collections.<Parallel.Task<Worker>>nCopies(threads, () -> new Worker().run());
        var all = Parallel.run(threads, workers);
        var first = all.get(0);
        for (var other : all.subList(1, all.size())) {
            first.tally.addAll(other.tally);
            first.examples.addAll(other.examples);
        }
        return new Flagged(first.tally, read(first.examples.choose()));
    }

    /** Flags a file that is one part of a dataset, on one thread. */
    PartFlags flagPart() throws IOException {
        writeHeader();
        var worker = new Worker().run();
        return PartFlags.of(worker.tally, worker.examples, read(worker.examples.places()));
    }

    private void writeHeader() throws IOException {
        if (evidence != null) {
            var clean = new Bytes();
            var flagged = new Bytes();
            clean.append(file.headerBytes());
            format.header(file.headerBytes(), flagged);
            evidence.writeHeader(clean, flagged);
        }
    }

    private List<Report.Example> read(List<Examples.Place> places) throws IOException {
        var examples = new ArrayList<Report.Example>();
        var findings = new RowFindings();
        for (var place : places) {
            try (var row = file.rows(place.position(), place.position() + 1)) {
                row.next();
                findings.clear();
                checker.check(row, place.row(), true, findings);
                var values = new ArrayList<String>();
                for (var i = 0; i < row.fieldCount() && i < Examples.MAX_VALUES; i++) {
                    var value = Values.text(row.content(), row.start(i), row.end(i), profile.charset());
                    values.add(Text.shorten(value, Finding.VALUE_CHARACTERS));
                }
                var described = new ArrayList<Finding>();
                for (var i = 0; i < findings.size(); i++) {
                    described.add(checker.describe(row, findings, i));
                }
                examples.add(new Report.Example(place.row() + 1, values, described));
            }
        }
        return examples;
    }

    /** What was counted, and the rows to show. */
    record Flagged(Tally tally, List<Report.Example> examples) {}

    /** One thread's work. */
    private final class Worker {
        private final Tally tally = new Tally(profile, file.format().decimalComma());
        private final Examples examples = new Examples(profile.columns().size());
        private final RowFindings findings = new RowFindings();
        private final Bytes cleanRows = new Bytes();
        private final Bytes flaggedRows = new Bytes();

        Worker run() throws IOException {
            var done = false;
            try {
                var chunks = profile.chunks();
                for (var i = nextChunk.getAndIncrement(); i < chunks.size(); i = nextChunk.getAndIncrement()) {
                    if (!flag(i, chunks.get(i))) {
                        break;
                    }
                }
                done = true;
                return this;
            } finally {
                if (!done && evidence != null) {
                    evidence.abort();
                }
            }
        }

        private boolean flag(int index, PartProfile.Chunk chunk) throws IOException {
            var number = chunk.firstRow();
            var encoding = checker.needsEncoding(chunk);
            try (var row = file.rows(chunk.from(), chunk.to())) {
                while (row.next()) {
                    findings.clear();
                    checker.check(row, number, encoding, findings);
                    if (findings.isEmpty()) {
                        tally.addClean();
                        if (evidence != null) {
                            cleanRows.append(row.raw(), row.rawStart(), row.rawEnd());
                            if (cleanRows.size() > MOST_HELD && !evidence.write(index, cleanRows, flaggedRows)) {
                                return false;
                            }
                        }
                    } else {
                        tally.addFlagged(row, findings);
                        if (examples.isWanted(findings)) {
                            examples.offer(new Examples.Place(number, row.position()), findings);
                        }
                        if (evidence != null) {
                            format.row(row, number, findings, flaggedRows);
                            if (flaggedRows.size() > MOST_HELD && !evidence.write(index, cleanRows, flaggedRows)) {
                                return false;
                            }
                        }
                    }
                    number++;
                }
            }
            progress.advance(number - chunk.firstRow(), chunk.to() - chunk.from());
            if (evidence == null) {
                return true;
            }
            if (!evidence.write(index, cleanRows, flaggedRows)) {
                return false;
            }
            evidence.next();
            return true;
        }
    }
}
