package dev.reviewgate.dataset;

import java.io.IOException;
import java.nio.file.Path;

/** Makes or fetches a dataset, screens it, and uploads it together with the evidence. */
final class GenerateDataset {
    private static final long LARGEST_FILE = 4L << 30;

    /**
     * Screening keeps the file, the clean and the flagged rows (which are a little longer) and 8 bytes for each number and
     * each identifier; numbers of one digit make that four times the file.
     */
    private static final int STORAGE_PER_FILE_BYTE = 6;

    /** A generated row has some 75 bytes, four numbers and an identifier. */
    private static final long STORAGE_PER_GENERATED_ROW = 220;

    private static final long FULL = 1 << 20;

    private final SourceStore sources;
    private final EvidenceStore evidence;
    private final Screening screening;
    private final Path temporaryDirectory;

    GenerateDataset(SourceStore sources, EvidenceStore evidence, Screening screening, Path temporaryDirectory) {
        this.sources = sources;
        this.evidence = evidence;
        this.screening = screening;
        this.temporaryDirectory = temporaryDirectory;
    }

    Result run(Order order) throws IOException {
        try (var workspace = Workspace.in(temporaryDirectory)) {
            try {
                return run(order, workspace);
            } catch (IOException e) {
                if (workspace.usableBytes() < FULL) {
                    throw new InvalidDataset("the dataset needs more temporary storage than this function has", e);
                }
                throw e;
            }
        }
    }

    private Result run(Order order, Workspace workspace) throws IOException {
        try (var draft = StagedFile.draft(workspace.file("dataset.csv"))) {
            var source = write(order.dataset(), draft, workspace);
            var dataset = draft.finish();
            var screened = screening.screen(dataset.path(), source, workspace);
            var files = evidence.store(
                    order.executionName(), dataset, screened.clean(), screened.flagged(), screened.reportFile());
            return new Result(files, Result.Summary.of(screened.report()), order.review());
        }
    }

    private Report.Source write(DatasetRequest request, StagedFile.Draft draft, Workspace workspace)
            throws IOException {
        var usable = workspace.usableBytes();
        if (request instanceof DatasetRequest.Generate generate) {
            requireRoom(generate, usable);
            new CustomerGenerator(generate).writeTo(draft.out());
            return new Report.Source.Generated(generate.seed(), generate.anomalyRate());
        }
        var screen = (DatasetRequest.Screen) request;
        var maxBytes = Math.min(LARGEST_FILE, usable / STORAGE_PER_FILE_BYTE);
        return new Report.Source.Screened(screen.bucket(), screen.key(), sources.fetch(screen, draft.out(), maxBytes));
    }

    private static void requireRoom(DatasetRequest.Generate generate, long usable) {
        var rows = usable / STORAGE_PER_GENERATED_ROW;
        if (generate.rows() > rows) {
            throw new InvalidInput("dataset.rows: " + generate.rows()
                    + " is not allowed; this function's temporary storage holds datasets of at most " + rows
                    + " rows");
        }
    }
}
