package dev.reviewgate.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.dataset.report.ReportPage;
import dev.reviewgate.dataset.rows.DatasetFile;
import dev.reviewgate.dataset.rows.Format;
import dev.reviewgate.dataset.rows.FormatHints;
import dev.reviewgate.dataset.rows.UnreadableFile;
import dev.reviewgate.dataset.screening.HashedFile;
import dev.reviewgate.dataset.screening.Report;
import dev.reviewgate.dataset.screening.Screened;
import dev.reviewgate.dataset.screening.Screening;
import dev.reviewgate.dataset.screening.ScreeningOptions;
import dev.reviewgate.dataset.stats.Workspace;
import dev.reviewgate.dataset.synthetic.CustomerGenerator;
import dev.reviewgate.dataset.synthetic.CustomerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes or fetches a dataset, screens it, and uploads it together with the evidence. */
final class GenerateDataset {
    /**
     * The file itself, and beside it first what the screening spills, then the clean and the flagged rows. A number is
     * spilled as 8 bytes, if so many of a column differ that they have three digits or more and a delimiter: at most
     * twice the file, and half of that again if a part of it is read twice. An identifier is spilled as 24 bytes, and seldom
     * has fewer than 8 with its delimiter. The flagged rows are longer than those of the dataset by their reasons.
     */
    private static final int STORAGE_PER_FILE_BYTE = 4;

    /** A generated row has 70 bytes; then come 24 for its identifier, or the row again and, if it is flagged, some 100 of reasons. */
    private static final long STORAGE_PER_GENERATED_ROW = 200;

    private static final long FULL = 1 << 20;

    private final SourceStore sources;
    private final BaselineStore baselines;
    private final EvidenceStore evidence;
    private final ObjectMapper json;
    private final Path temporaryDirectory;
    private final long largestFile;
    private final Clock clock;
    private final Log log;

    GenerateDataset(
            SourceStore sources,
            BaselineStore baselines,
            EvidenceStore evidence,
            ObjectMapper json,
            Path temporaryDirectory,
            long largestFile,
            Clock clock,
            Log log) {
        this.sources = sources;
        this.baselines = baselines;
        this.evidence = evidence;
        this.json = json;
        this.temporaryDirectory = temporaryDirectory;
        this.largestFile = largestFile;
        this.clock = clock;
        this.log = log;
    }

    Result run(Order order) throws IOException {
        try (var workspace = Workspace.in(temporaryDirectory)) {
            try {
                return run(order, workspace);
            } catch (UnreadableFile e) {
                throw new InvalidDataset(Objects.requireNonNullElse(e.getMessage(), "the file cannot be read"), e);
            } catch (IOException e) {
                if (workspace.usableBytes() < FULL) {
                    throw new InvalidDataset("the dataset needs more temporary storage than this function has", e);
                }
                throw e;
            }
        }
    }

    private Result run(Order order, Workspace workspace) throws IOException {
        if (order.dataset() instanceof DatasetRequest.ScreenFiles) {
            throw new DatasetTooLarge(
                    "dataset.source.prefix names a dataset of several files, which are screened in parts");
        }
        var usable = workspace.usableBytes();
        return order.dataset() instanceof DatasetRequest.Generate generate
                ? generate(order, generate, usable, workspace)
                : screen(order, (DatasetRequest.Screen) order.dataset(), usable, workspace);
    }

    private Result generate(Order order, DatasetRequest.Generate request, long usable, Workspace workspace)
            throws IOException {
        requireRoom(request, usable);
        var customers = new CustomerRequest(request.rows(), request.seed(), request.anomalyRate());
        var dataset = HashedFile.write(workspace.file("dataset"), new CustomerGenerator(customers)::writeTo);
        var file = DatasetFile.open(dataset.path(), FormatHints.NONE);
        var source = new Report.Source.Generated(request.seed(), request.anomalyRate());
        return screen(order, dataset, file, options(order, source), null, workspace);
    }

    private static void requireRoom(DatasetRequest.Generate generate, long usable) {
        var rows = usable / STORAGE_PER_GENERATED_ROW;
        if (generate.rows() > rows) {
            throw new InvalidInput("dataset.rows: " + generate.rows()
                    + " is not allowed; this function's temporary storage holds datasets of at most " + rows
                    + " rows");
        }
    }

    private Result screen(Order order, DatasetRequest.Screen request, long usable, Workspace workspace)
            throws IOException {
        var maxBytes = Math.min(largestFile, usable / STORAGE_PER_FILE_BYTE);
        var fetched = HashedFile.draft(workspace.file("dataset"));
        @Nullable String versionId;
        try (fetched) {
            versionId = sources.fetch(request, fetched, maxBytes);
        }
        var file = DatasetFile.open(workspace.file("dataset"), request.format(), maxBytes);
        var dataset = file.format().gzip() ? unpacked(file, workspace) : fetched.finish();
        var source = new Report.Source.Screened(
                request.bucket(), request.key(), versionId, request.feed().name());
        var options = options(order, source).withBaseline(baselines.find(request.feed()));
        return screen(order, dataset, file, options, request.feed().reportKey(), workspace);
    }

    /** What is screened, reviewed and published is the content; the packed file would only take room from now on. */
    private static HashedFile unpacked(DatasetFile file, Workspace workspace) throws IOException {
        Files.delete(workspace.file("dataset"));
        return HashedFile.of(file.path());
    }

    private ScreeningOptions options(Order order, Report.Source source) {
        var now = clock.instant();
        var asOf = order.startTime() == null ? now : order.startTime();
        return new ScreeningOptions(
                source,
                order.schema(),
                asOf,
                now,
                null,
                Runtime.getRuntime().availableProcessors(),
                progress -> log.info("Screening", Map.of("execution", order.executionName(), "progress", progress)));
    }

    private Result screen(
            Order order,
            HashedFile dataset,
            DatasetFile file,
            ScreeningOptions options,
            @Nullable String feedKey,
            Workspace workspace)
            throws IOException {
        var screened = Screening.screen(file, options, workspace);
        var report = screened.report();
        var files = evidence.store(order.executionName(), staged(order, dataset, screened, workspace));
        return new Result(files, Result.Summary.of(report, feedKey), order.review());
    }

    /** In the order of {@link Result.Evidence}. */
    private List<StagedFile> staged(Order order, HashedFile dataset, Screened screened, Workspace workspace)
            throws IOException {
        var report = screened.report();
        var isJson = report.format().kind().equals(Format.Kind.JSON_LINES.name());
        var extension = isJson ? ".jsonl" : ".csv";
        var type = isJson
                ? "application/x-ndjson"
                : "text/csv; charset=" + report.format().charset().toLowerCase(Locale.ROOT);
        var reportFile = HashedFile.write(workspace.file("report.json"), out -> json.writeValue(out, report));
        var page = HashedFile.write(
                workspace.file("report.html"),
                out -> ReportPage.write(report, order.review().threshold(), out));
        return List.of(
                new StagedFile(dataset, "dataset" + extension, type),
                new StagedFile(screened.clean(), "clean" + extension, type),
                new StagedFile(screened.flagged(), "flagged" + extension, type),
                new StagedFile(reportFile, "report.json", "application/json"),
                new StagedFile(page, "report.html", "text/html; charset=utf-8"));
    }
}
