package dev.reviewgate.dataset.screening;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known beforehand, and how to go about it.
 *
 * @param asOf dates later than one day after it are in the future
 * @param screenedAt the time that the report names
 * @param baseline the report of the last published dataset of the same feed, if there is one
 * @param threads how many threads to use; the results are the same for any number
 * @param progress gets a line for people at most every two seconds
 */
public record ScreeningOptions(
        Report.Source source,
        Schema schema,
        Instant asOf,
        Instant screenedAt,
        @Nullable Baseline baseline,
        int threads,
        Consumer<String> progress) {
    public ScreeningOptions {
        requireNonNull(source, "source");
        requireNonNull(schema, "schema");
        requireNonNull(asOf, "asOf");
        requireNonNull(screenedAt, "screenedAt");
        requireNonNull(progress, "progress");
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads + " is not allowed; give at least 1");
        }
    }

    /** Nothing declared, nothing to compare with, all processors. */
    public static ScreeningOptions of(Report.Source source, Instant now) {
        return new ScreeningOptions(
                source, Schema.NONE, now, now, null, Runtime.getRuntime().availableProcessors(), progress -> {});
    }

    public ScreeningOptions withThreads(int count) {
        return new ScreeningOptions(source, schema, asOf, screenedAt, baseline, count, progress);
    }

    public ScreeningOptions withSchema(Schema declared) {
        return new ScreeningOptions(source, declared, asOf, screenedAt, baseline, threads, progress);
    }

    public ScreeningOptions withBaseline(@Nullable Baseline published) {
        return new ScreeningOptions(source, schema, asOf, screenedAt, published, threads, progress);
    }
}
