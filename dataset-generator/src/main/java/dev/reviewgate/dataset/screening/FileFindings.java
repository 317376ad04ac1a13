package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.stats.Distribution;
import dev.reviewgate.dataset.stats.FarGroup;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a dataset as a whole, mostly by comparing it with the last published one of the same feed. The population stability index is read as in
 * credit scoring, where it comes from: from 0.25 on the population is another one (Siddiqi, "Credit Risk Scorecards", 2006).
 */
final class FileFindings {
    private static final double SHIFTED_FROM = 0.25;

    /** With fewer values than that the index is large by chance. */
    private static final long SHIFT_VALUES = 500;

    private static final long TYPED_VALUES = 1_000;

    /** Of the rows of the runs that are known, fewer than this share of the fewest are too few. */
    private static final double FEWEST = 0.7;

    private static final double MOST = 1.6;

    private static final double MORE_REPEATED = 0.05;

    /** So many medians that only grow are no chance. */
    private static final int GROWING_RUNS = 3;

    private static final int LARGEST_STEP = 3;

    private final Profile profile;
    private final ScreeningOptions options;
    private final @Nullable Baseline baseline;
    private final Map<String, Double> shifts = new HashMap<>();
    private final List<FileFinding> findings = new ArrayList<>();

    private FileFindings(Profile profile, ScreeningOptions options) {
        this.profile = profile;
        this.options = options;
        this.baseline = options.baseline();
    }

    /** Reads the numbers of the profile, so its workspace must still be open. */
    static FileFindings of(Profile profile, ScreeningOptions options) throws IOException {
        var findings = new FileFindings(profile, options);
        findings.compareRows();
        findings.findMissingColumns();
        for (var column : profile.columns()) {
            var published = findings.baseline == null
                    ? null
                    : findings.baseline.columns().get(column.name());
            if (published == null) {
                findings.findGroup(column, null);
            } else {
                findings.compare(column, published);
            }
        }
        return findings;
    }

    List<FileFinding> findings() {
        return findings;
    }

    /** The index of each column that was compared. */
    Map<String, Double> shifts() {
        return shifts;
    }

    private void compareRows() {
        if (baseline == null) {
            return;
        }
        compareRowCount(baseline);
        var last = baseline.content();
        if (last == null) {
            return;
        }
        if (last.digest().equals(profile.digest().text())) {
            // Somebody has accepted a feed that brings the same rows each time.
            if (!last.isRepeat()) {
                findings.add(
                        new FileFinding(FileFinding.Check.SAME_ROWS, null, "the same rows as last time", "others"));
            }
            return;
        }
        var repeated = profile.digest().repeated();
        if (new Growth(last.repeated(), baseline.report().rows(), repeated, profile.rows())
                .isBeyond(MORE_REPEATED, 0.5)) {
            findings.add(new FileFinding(
                    FileFinding.Check.REPEATED_ROWS,
                    null,
                    "about " + ColumnComparison.percent(repeated) + " of the rows are repeated",
                    (last.repeated() == 0 ? "none" : ColumnComparison.percent(last.repeated())) + ", as last time"));
        }
    }

    /** A few rows more or less mean nothing in a small file. */
    private void compareRowCount(Baseline last) {
        var rows = last.rows();
        var fewest = Math.max(0, (long) Math.ceil(FEWEST * rows.getMin() - Math.sqrt((double) rows.getMin())));
        var most = (long) (MOST * rows.getMax() + Math.sqrt((double) rows.getMax()));
        if (profile.rows() < fewest || profile.rows() > most) {
            findings.add(new FileFinding(
                    FileFinding.Check.ROW_COUNT,
                    null,
                    rows(profile.rows()),
                    Text.count(fewest) + " to " + rows(most) + " (there were "
                            + Text.count(last.report().rows()) + " last time)"));
        }
    }

    private static String rows(long count) {
        return Text.count(count) + (count == 1 ? " row" : " rows");
    }

    private void findMissingColumns() {
        var there = new HashSet<String>();
        profile.columns().forEach(column -> there.add(column.name()));
        for (var declared : options.schema().columns()) {
            if (there.add(declared.name())) {
                findings.add(missing(declared.name(), "one, as declared"));
            }
        }
        if (baseline != null) {
            for (var published : baseline.columns().keySet()) {
                if (there.add(published)) {
                    findings.add(missing(published, "one, as last time"));
                }
            }
        }
    }

    private static FileFinding missing(String column, String expected) {
        return new FileFinding(FileFinding.Check.MISSING_COLUMN, column, "no such column", expected);
    }

    private void compare(ColumnProfile column, Baseline.Column published) throws IOException {
        if (isTypeChanged(column, published)) {
            findings.add(new FileFinding(
                    FileFinding.Check.TYPE_CHANGED,
                    column.name(),
                    column.filled() == 0 ? "no values" : name(column.type()),
                    name(published.type()) + ", as last time"));
            return;
        }
        var comparison = new ColumnComparison(column, published);
        comparison.compareFilling();
        var counts = counts(column);
        if (published.distribution() instanceof Distribution.OfCategories reference && counts != null) {
            comparison.compareCategories(reference, counts);
        }
        if (column.days() != null && published.dates() != null && baseline != null) {
            comparison.compareDates(column.days(), published.dates(), lastDay(), daysSince(baseline));
        }
        var isRunning = isRunning(column, published);
        var index = isRunning ? null : index(column, published, counts);
        var isShifted = index != null && index >= SHIFTED_FROM;
        if (!isRunning) {
            if (column.numbers() != null && column.statistics() != null && published.range() != null) {
                comparison.compareNumbers(column.numbers(), column.statistics(), published.range(), isShifted);
            }
            findGroup(column, published.range());
        }
        findings.addAll(comparison.findings());
        if (index != null) {
            shifts.put(column.name(), index);
        }
        if (isShifted) {
            findings.add(new FileFinding(
                    FileFinding.Check.SHIFT,
                    column.name(),
                    "population stability index " + String.format(Locale.ROOT, "%.2f", index),
                    "below " + SHIFTED_FROM));
        }
    }

    private static @Nullable Double index(
            ColumnProfile column, Baseline.Column published, @Nullable Map<String, Long> counts) throws IOException {
        var reference = published.distribution();
        if (reference == null || published.filled() < SHIFT_VALUES || column.filled() < SHIFT_VALUES) {
            return null;
        }
        var distribution = like(reference, column, counts);
        return distribution == null ? null : distribution.psi(reference);
    }

    /** Also of a column that is text this time, because it holds too many rare values to be a category. */
    private static @Nullable Map<String, Long> counts(ColumnProfile column) {
        return column.counts() == null && column.type() == ColumnType.TEXT && column.values() != null
                ? column.values().counts(column.charset())
                : column.counts();
    }

    private long lastDay() {
        return options.asOf().atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay() + 1;
    }

    private long daysSince(Baseline last) {
        var then = last.report().screenedAt();
        try {
            return then == null
                    ? 0
                    : Math.max(
                            0,
                            Duration.between(Instant.parse(then), options.screenedAt())
                                    .toDays());
        } catch (DateTimeParseException e) {
            return 0;
        }
    }

    /** Whether the column goes on from delivery to delivery, as numbers of orders and of weeks do. */
    private boolean isRunning(ColumnProfile column, Baseline.Column published) {
        var statistics = column.statistics();
        if (statistics == null || published.range() == null || baseline == null) {
            return false;
        }
        return Spread.of(statistics).continues(published.range().spread())
                || isGrowing(column.name(), statistics.median());
    }

    /** Whether the median has grown with each run that is known, this time by about as much as before. */
    private boolean isGrowing(String name, double median) {
        var medians = baseline == null
                ? List.<Double>of()
                : baseline.runs().stream()
                        .map(run -> run.medians().get(name))
                        .filter(Objects::nonNull)
                        .toList();
        if (medians.size() < GROWING_RUNS) {
            return false;
        }
        var largest = 0.0;
        for (var i = 1; i < medians.size(); i++) {
            var step = medians.get(i - 1) - medians.get(i);
            if (step <= 0) {
                return false;
            }
            largest = Math.max(largest, step);
        }
        var step = median - medians.get(0);
        return step > 0 && step <= LARGEST_STEP * largest;
    }

    /**
     * Too many values to be flagged: a person has to say whether they belong there. What is published then is what the next
     * dataset is compared with, so a group within the fences of the last one is no news.
     */
    private void findGroup(ColumnProfile column, Baseline.@Nullable Range last) throws IOException {
        if (column.numbers() == null || column.statistics() == null || isRangeDeclared(column)) {
            return;
        }
        var group = FarGroup.of(column.numbers(), column.statistics()).orElse(null);
        if (group != null
                && (last == null
                        || ColumnComparison.isNews(group, column.statistics().count(), last))) {
            findings.add(new FileFinding(
                    FileFinding.Check.GROUP,
                    column.name(),
                    "two groups, " + Text.number(Math.round(1_000 * group.share()) / 10.0) + " % of the values are "
                            + (group.ratio() == 0 ? "one and the same" : "about " + times(group.ratio())),
                    "one"));
        }
    }

    private static boolean isRangeDeclared(ColumnProfile column) {
        var declared = column.declared();
        return declared != null && (declared.min() != null || declared.max() != null);
    }

    private static String times(double ratio) {
        return ratio >= 1 ? Math.round(ratio) + " times the others" : "1/" + Math.round(1 / ratio) + " of the others";
    }

    private static @Nullable Distribution like(
            Distribution reference, ColumnProfile column, @Nullable Map<String, Long> counts) throws IOException {
        if (reference instanceof Distribution.OfNumbers numbers && column.numbers() != null) {
            return numbers.like(column.numbers(), column.missing());
        }
        if (reference instanceof Distribution.OfCategories categories && counts != null) {
            return categories.like(counts, column.missing());
        }
        return null;
    }

    private static boolean isTypeChanged(ColumnProfile column, Baseline.Column published) {
        var declared = column.declared();
        if (column.type() == published.type()
                || published.filled() == 0
                || (declared != null && declared.type() != null)) {
            return false;
        }
        // In a short file, few values make neither a category nor, if they are all the same, a boolean. Where values
        // are
        // still few enough to be counted, they say more than the type.
        return switch (published.type()) {
            case TEXT -> column.type() != ColumnType.CATEGORY && column.filled() > 0;
            case CATEGORY ->
                column.type() != ColumnType.TEXT
                        || (column.filled() >= TYPED_VALUES && column.values() == null)
                        || column.filled() == 0;
            case BOOLEAN -> column.type() != ColumnType.NUMBER || !isAllZeroOrAllOne(column);
            case NUMBER -> column.type() != ColumnType.BOOLEAN;
            default -> true;
        };
    }

    private static boolean isAllZeroOrAllOne(ColumnProfile column) {
        var statistics = column.statistics();
        return statistics != null
                && statistics.min() == statistics.max()
                && (statistics.min() == 0 || statistics.min() == 1);
    }

    private static String name(ColumnType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
