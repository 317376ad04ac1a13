package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.rows.DatasetFile;
import dev.reviewgate.dataset.rows.Format;
import dev.reviewgate.dataset.stats.Days;
import dev.reviewgate.dataset.stats.Distribution;
import dev.reviewgate.dataset.stats.Frequent;
import dev.reviewgate.dataset.stats.Histogram;
import dev.reviewgate.dataset.stats.Quantiles;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the report together. */
final class Reports {
    private Reports() {}

    static Report report(
            DatasetFile file,
            ScreeningOptions options,
            Profile profile,
            FileFindings fileFindings,
            Tally tally,
            List<Report.Example> examples)
            throws IOException {
        var baseline = options.baseline();
        return new Report(
                Report.SCHEMA,
                tally.rows(),
                tally.flaggedRows(),
                (double) tally.flaggedRows() / tally.rows(),
                options.screenedAt().toString(),
                options.source(),
                format(file.format(), profile),
                baseline == null ? null : baseline.report(),
                baseline == null ? List.of() : baseline.runs(),
                new Report.Fingerprint(
                        profile.digest().text(),
                        profile.digest().repeated(),
                        baseline != null && baseline.isSame(profile.digest())),
                fileFindings.findings(),
                Arrays.stream(Reason.values())
                        .map(reason -> new Report.ReasonRows(reason, tally.rows(reason)))
                        .filter(reason -> reason.rows() > 0)
                        .sorted(Comparator.comparingLong(Report.ReasonRows::rows)
                                .reversed())
                        .toList(),
                columns(profile, tally, fileFindings.shifts()),
                examples);
    }

    private static Report.FileFormat format(Format format, Profile profile) {
        return new Report.FileFormat(
                format.kind().name(),
                String.valueOf(format.delimiter()),
                format.header(),
                profile.charset().name(),
                format.decimalComma(),
                format.gzip());
    }

    private static List<Report.Column> columns(Profile profile, Tally tally, Map<String, Double> shifts)
            throws IOException {
        var columns = new ArrayList<Report.Column>();
        for (var i = 0; i < profile.columns().size(); i++) {
            var column = profile.columns().get(i);
            columns.add(new Report.Column(
                    column.name(),
                    column.type(),
                    column.declared() != null,
                    column.declared() == null ? null : column.declared().personal(),
                    column.required(),
                    column.filled(),
                    tally.rows(i),
                    column.missing(),
                    tally.findings(i, Reason.UNPARSABLE),
                    tally.findings(i, Reason.OUT_OF_RANGE),
                    tally.findings(i, Reason.OUTLIER),
                    tally.findings(i, Reason.UNKNOWN_CATEGORY),
                    tally.findings(i, Reason.PATTERN_MISMATCH),
                    tally.findings(i, Reason.DUPLICATE_ID),
                    tally.findings(i, Reason.FUTURE_DATE),
                    tally.findings(i, Reason.ENCODING_DAMAGE),
                    statistics(column),
                    histogram(column.histogram(), tally.numbers(i)),
                    distribution(column.distribution()),
                    column.padded(),
                    dates(column.days()),
                    frequent(column),
                    shifts.get(column.name())));
        }
        return columns;
    }

    private static Report.@Nullable Statistics statistics(ColumnProfile column) {
        var statistics = column.statistics();
        var numbers = column.numbers();
        return statistics == null
                ? null
                : new Report.Statistics(
                        statistics.count(),
                        statistics.min(),
                        statistics.max(),
                        statistics.mean(),
                        statistics.median(),
                        statistics.mad(),
                        statistics.q05(),
                        statistics.q25(),
                        statistics.q75(),
                        statistics.q95(),
                        statistics.scale().name(),
                        statistics.threshold(),
                        finite(statistics.lowerFence()),
                        finite(statistics.upperFence()),
                        numbers == null || numbers.isExact());
    }

    private static Report.@Nullable Dates dates(@Nullable Days days) throws IOException {
        if (days == null) {
            return null;
        }
        var q = Quantiles.percentilesDisc(days, 0.05, 0.5, 0.95);
        return new Report.Dates(
                date(days.first()), date((long) q[0]), date((long) q[1]), date((long) q[2]), date(days.last()));
    }

    private static String date(long day) {
        return LocalDate.ofEpochDay(day).toString();
    }

    /** Which days are frequent is not known where several are counted as one. */
    private static @Nullable List<Report.Frequent> frequent(ColumnProfile column) throws IOException {
        if (column.statistics() != null) {
            return column.statistics().frequent().stream()
                    .map(value -> new Report.Frequent(Double.toString(value.value()), value.share()))
                    .toList();
        }
        if (column.days() == null) {
            return List.of();
        }
        return !column.days().isExact()
                ? null
                : Frequent.among(column.days()).stream()
                        .map(value -> new Report.Frequent(date((long) value.value()), value.share()))
                        .toList();
    }

    /** JSON has no infinity. */
    private static @Nullable Double finite(double fence) {
        return Double.isFinite(fence) ? fence : null;
    }

    private static Report.@Nullable Histogram histogram(@Nullable Histogram histogram, long[] flagged) {
        return histogram == null
                ? null
                : new Report.Histogram(
                        histogram.from(),
                        histogram.to(),
                        histogram.counts(),
                        histogram.below(),
                        histogram.above(),
                        Histogram.inside(flagged),
                        flagged[0],
                        flagged[flagged.length - 1]);
    }

    private static Report.@Nullable Distribution distribution(@Nullable Distribution distribution) {
        if (distribution instanceof Distribution.OfNumbers numbers) {
            return new Report.Distribution.Numbers(numbers.edges(), numbers.counts(), numbers.missing());
        }
        if (distribution instanceof Distribution.OfCategories categories) {
            return new Report.Distribution.Categories(
                    categories.values().stream()
                            .map(share -> new Report.ValueCount(share.value(), share.count()))
                            .toList(),
                    categories.other(),
                    categories.missing());
        }
        return null;
    }
}
