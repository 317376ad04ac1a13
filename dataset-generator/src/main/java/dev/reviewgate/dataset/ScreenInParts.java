package dev.reviewgate.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reviewgate.dataset.parts.Answer;
import dev.reviewgate.dataset.parts.Call;
import dev.reviewgate.dataset.parts.FindDuplicates;
import dev.reviewgate.dataset.parts.FlagPart;
import dev.reviewgate.dataset.parts.Job;
import dev.reviewgate.dataset.parts.MergeProfiles;
import dev.reviewgate.dataset.parts.MergeReport;
import dev.reviewgate.dataset.parts.Merged;
import dev.reviewgate.dataset.parts.ObjectVersion;
import dev.reviewgate.dataset.parts.Part;
import dev.reviewgate.dataset.parts.PartStore;
import dev.reviewgate.dataset.parts.Plan;
import dev.reviewgate.dataset.parts.PlanParts;
import dev.reviewgate.dataset.parts.Problems;
import dev.reviewgate.dataset.parts.ProfilePart;
import dev.reviewgate.dataset.parts.StoredFile;
import dev.reviewgate.dataset.report.ReportPage;
import dev.reviewgate.dataset.rows.UnreadableFile;
import dev.reviewgate.dataset.screening.Baseline;
import dev.reviewgate.dataset.screening.HashedFile;
import dev.reviewgate.dataset.screening.Report;
import dev.reviewgate.dataset.screening.ScreeningOptions;
import dev.reviewgate.dataset.stats.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/** One call of the screening in parts: a phase for the whole dataset, or for one part of it. */
final class ScreenInParts {
    private final OrderReader orders;
    private final Settings settings;
    private final Sizes sizes;
    private final BaselineStore baselines;
    private final ObjectMapper json;
    private final Path temporaryDirectory;
    private final Log log;

    private final PartStore store;
    private final PlanParts planParts;
    private final ProfilePart profilePart;
    private final MergeProfiles mergeProfiles;
    private final FindDuplicates findDuplicates;
    private final FlagPart flagPart;
    private final MergeReport mergeReport;
    private final Problems problems;

    ScreenInParts(
            Settings settings,
            Sizes sizes,
            S3Client s3,
            ObjectMapper json,
            Path temporaryDirectory,
            Clock clock,
            Log log) {
        this.settings = settings;
        this.sizes = sizes;
        this.json = json;
        this.temporaryDirectory = temporaryDirectory;
        this.log = log;
        orders = new OrderReader(settings, json);
        baselines = new BaselineStore(s3, settings.datasetBucket(), json, log);
        store = new PartStore(s3, settings.datasetBucket(), json);
        planParts = new PlanParts(store, sizes.parts(), clock);
        profilePart = new ProfilePart(store, sizes.parts());
        mergeProfiles = new MergeProfiles(store);
        findDuplicates = new FindDuplicates(store);
        flagPart = new FlagPart(store, sizes.parts());
        mergeReport = new MergeReport(store, json);
        problems = new Problems(store);
    }

    /** Returns an {@link Answer}, or the {@link Result} of the last phase. */
    Object run(Call call) throws IOException {
        try (var workspace = Workspace.in(temporaryDirectory)) {
            return run(call, workspace);
        } catch (UnreadableFile e) {
            throw new InvalidDataset(Objects.requireNonNullElse(e.getMessage(), "the file cannot be read"), e);
        }
    }

    private Object run(Call call, Workspace workspace) throws IOException {
        if (call instanceof Call.PlanParts plan) {
            return plan(plan, workspace);
        }
        if (call instanceof Call.ProfilePart profile) {
            var plan = plan(profile.plan());
            return noting(
                    plan,
                    profile.part(),
                    job -> profilePart.profile(job, plan, profile.part(), options(job, plan, null), workspace));
        }
        if (call instanceof Call.MergeProfiles merge) {
            var plan = plan(merge.plan());
            return mergeProfiles.merge(job(plan), plan, workspace);
        }
        if (call instanceof Call.FindDuplicates find) {
            var plan = plan(find.plan());
            var job = job(plan);
            try {
                return findDuplicates.find(job, plan, merged(find.profile()), find.partition(), workspace);
            } catch (UnreadableFile e) {
                problems.note(job, find.partition(), String.valueOf(e.getMessage()));
                throw e;
            }
        }
        if (call instanceof Call.FlagPart flag) {
            var plan = plan(flag.plan());
            return noting(
                    plan,
                    flag.part(),
                    job -> flagPart.flag(
                            job, plan, merged(flag.profile()), flag.part(), options(job, plan, null), workspace));
        }
        if (call instanceof Call.MergeReport merge) {
            return report(plan(merge.plan()), merged(merge.profile()), workspace);
        }
        return explain(plan(((Call.ExplainFailure) call).plan()));
    }

    private Answer plan(Call.PlanParts call, Workspace workspace) throws IOException {
        var order = orders.read(json.valueToTree(call(call)));
        requireTime(order.review());
        return planParts.plan(job(order), new Plan.Order(call.execution(), call.input()), workspace);
    }

    private static Plan.Order call(Call.PlanParts call) {
        return new Plan.Order(call.execution(), call.input());
    }

    /** Screening in parts takes longer than the margin that the first function leaves. */
    private void requireTime(ReviewPolicy review) {
        var waits = review.timeoutSeconds() * (review.reminders() + 1L);
        var left = settings.executionTimeoutSeconds() - Limits.MARGIN_SECONDS - sizes.screeningTimeoutSeconds();
        if (waits > left) {
            throw new InvalidInput("review.timeoutSeconds: " + review.timeoutSeconds() + " with review.reminders "
                    + review.reminders() + " is not allowed for a dataset that is screened in parts, which may take "
                    + sizes.screeningTimeoutSeconds() + " seconds; timeoutSeconds x (reminders + 1) may be at most "
                    + Math.max(left, 0) + " because the execution itself ends after "
                    + settings.executionTimeoutSeconds());
        }
    }

    private Plan plan(ObjectVersion plan) throws IOException {
        return store.read(plan, Plan.class);
    }

    private Merged merged(ObjectVersion merged) throws IOException {
        return store.read(merged, Merged.class);
    }

    private Order order(Plan plan) {
        return orders.read(json.valueToTree(plan.order()));
    }

    private Job job(Plan plan) {
        return job(order(plan));
    }

    private static Job job(Order order) {
        var asOf = Objects.requireNonNull(order.startTime(), "execution.startTime");
        if (order.dataset() instanceof DatasetRequest.Screen file) {
            return new Job(
                    order.executionName(),
                    file.bucket(),
                    file.key(),
                    false,
                    file.feed().name(),
                    file.format(),
                    order.schema(),
                    asOf);
        }
        if (order.dataset() instanceof DatasetRequest.ScreenFiles files) {
            return new Job(
                    order.executionName(),
                    files.bucket(),
                    files.prefix(),
                    true,
                    files.feed().name(),
                    files.format(),
                    order.schema(),
                    asOf);
        }
        throw new InvalidInput("dataset.source: is missing; only files that were pushed are screened in parts");
    }

    private ScreeningOptions options(Job job, Plan plan, @Nullable Baseline baseline) {
        var source = plan.source();
        return new ScreeningOptions(
                new Report.Source.Screened(source.bucket(), source.key(), source.versionId(), job.feed()),
                job.schema(),
                job.asOf(),
                Instant.parse(plan.plannedAt()),
                baseline,
                1,
                progress -> log.info("Screening", Map.of("execution", job.executionName(), "progress", progress)));
    }

    /** Leaves word of a part that cannot be read, since the Distributed Map will not say it. */
    private Object noting(Plan plan, Part part, Phase phase) throws IOException {
        var job = job(plan);
        try {
            return phase.run(job);
        } catch (UnreadableFile e) {
            problems.note(job, part, Objects.requireNonNullElse(e.getMessage(), "the file cannot be read"));
            throw e;
        }
    }

    /** What is done for one part. */
    @FunctionalInterface
    private interface Phase {
        Object run(Job job) throws IOException;
    }

    private Answer explain(Plan plan) throws IOException {
        var problem = problems.first(job(plan));
        if (problem.isPresent()) {
            throw new InvalidDataset(problem.get());
        }
        return new Answer.Unexplained();
    }

    private Result report(Plan plan, Merged merged, Workspace workspace) throws IOException {
        var order = order(plan);
        var job = job(order);
        var feed = order.dataset() instanceof DatasetRequest.Screen file
                ? file.feed()
                : ((DatasetRequest.ScreenFiles) order.dataset()).feed();
        var options = options(job, plan, baselines.find(feed));
        var outcome = mergeReport.merge(job, plan, merged, options, workspace);
        var report = outcome.report();
        var reportJson = HashedFile.write(workspace.file("report.json"), out -> json.writeValue(out, report));
        var reportHtml = HashedFile.write(
                workspace.file("report.html"),
                out -> ReportPage.write(report, order.review().threshold(), out));
        var evidence = new Result.Evidence(
                file(outcome.dataset()),
                file(outcome.clean()),
                file(outcome.flagged()),
                file(mergeReport.store(job, "report.json", reportJson, "application/json")),
                file(mergeReport.store(job, "report.html", reportHtml, "text/html; charset=utf-8")),
                true);
        return new Result(evidence, Result.Summary.of(report, feed.reportKey()), order.review());
    }

    private static EvidenceFile file(StoredFile file) {
        return new EvidenceFile(file.bucket(), file.key(), file.versionId(), file.sha256(), file.bytes());
    }
}
