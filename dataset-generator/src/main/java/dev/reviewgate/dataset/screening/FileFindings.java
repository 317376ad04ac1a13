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
import java.util.stream.IntStream;
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

    /** Fewer medians may well grow by chance, even by much. */
    private static final int GROWING_RUNS = 3;

    /** 3.5 standard errors of the difference of two medians. */
    private static final double GROWTH_BY_CHANCE = 1.9;

    private static final int LARGEST_STEP = 3;

    private final Profile profile;
    private final ScreeningOptions options;
    private final Map<String, Double> shifts = new HashMap<>();
    private final List<FileFinding> findings = new ArrayList<>();

    private FileFindings(Profile profile, ScreeningOptions options) {
        this.profile = profile;
        this.options = options;
    }

    /** Reads the numbers of the profile, so its workspace must still be open. */
    static FileFindings of(Profile profile, ScreeningOptions options) throws IOException {
        var findings = new FileFindings(profile, options);
        var last = options.baseline();
        if (last != null) {
            findings.compareRows(last);
        }
        findings.findMissingColumns();
        for (var column : profile.columns()) {
            var published = last == null ? null : last.columns().get(column.name());
            if (last == null || published == null) {
                findings.findGroup(column, null);
            } else {
                findings.compare(column, published, last);
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

    private void compareRows(Baseline baseline) {
        compareRowCount(baseline);
        var last = baseline.content();
        if (last == null) {
            return;
        }
        if (baseline.isSame(profile.digest())) {
            // Somebody has accepted a feed that brings the same rows each time.
            if (!last.sameAsLast()) {
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
        if (options.baseline() != null) {
            for (var published : options.baseline().columns().keySet()) {
                if (there.add(published)) {
                    findings.add(missing(published, "one, as last time"));
                }
            }
        }
    }

    private static FileFinding missing(String column, String expected) {
        return new FileFinding(FileFinding.Check.MISSING_COLUMN, column, "no such column", expected);
    }

    private void compare(ColumnProfile column, Baseline.Column published, Baseline last) throws IOException {
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
        var counts = counts(column, published);
        var index = isLabel(column, published, counts, last)
                ? null
                : compareValues(comparison, column, published, counts, last);
        findings.addAll(comparison.findings());
        if (index != null) {
            shifts.put(column.name(), index);
        }
        if (index != null && index >= SHIFTED_FROM) {
            findings.add(new FileFinding(
                    FileFinding.Check.SHIFT,
                    column.name(),
                    "population stability index " + String.format(Locale.ROOT, "%.2f", index),
                    "below " + SHIFTED_FROM));
        }
    }

    /** Answers the population stability index; null if the column has none. */
    private @Nullable Double compareValues(
            ColumnComparison comparison,
            ColumnProfile column,
            Baseline.Column published,
            @Nullable Map<String, Long> counts,
            Baseline last)
            throws IOException {
        if (published.distribution() instanceof Distribution.OfCategories reference) {
            if (counts != null) {
                comparison.compareCategories(reference, counts);
            } else if (column.type() == ColumnType.TEXT) {
                comparison.compareUncounted(reference);
            }
        }
        if (column.days() != null && published.dates() != null) {
            comparison.compareDates(column.days(), published.dates(), lastDay(), daysSince(last));
        }
        var range = published.range();
        if (range != null && column.type() == ColumnType.BOOLEAN && counts != null) {
            comparison.compareFlags(counts);
        }
        var statistics = column.statistics();
        if (range == null || column.numbers() == null || statistics == null) {
            findGroup(column, range);
            return index(column, published, counts);
        }
        if (Spread.of(statistics).continues(range.spread())) {
            return null;
        }
        var isGrowing = isGrowing(column.name(), statistics.median(), range.spread(), last);
        var expected = isGrowing ? range.grownTo(statistics.median()) : range;
        var index = isGrowing ? null : index(column, published, counts);
        comparison.compareNumbers(
                column.numbers(), statistics, expected, index != null && index >= SHIFTED_FROM, isGrowing);
        if (!comparison.has(FileFinding.Check.LIMITS)) {
            findGroup(column, expected);
        }
        return index;
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

    /** Also of a column that is text this time, because it holds too many rare values, or all zeros or ones in place of both. */
    private static @Nullable Map<String, Long> counts(ColumnProfile column, Baseline.Column published) {
        if (column.counts() != null) {
            return column.counts();
        }
        if (column.type() == ColumnType.TEXT && column.values() != null) {
            return column.values().counts(column.charset());
        }
        return published.type() == ColumnType.BOOLEAN && column.statistics() != null && isAllZeroOrAllOne(column)
                ? Map.of(column.statistics().min() == 0 ? "false" : "true", column.filled())
                : null;
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

    /** Whether each of both datasets has one value in the column, and another one is what to expect: the week, the batch. */
    private static boolean isLabel(
            ColumnProfile column, Baseline.Column published, @Nullable Map<String, Long> counts, Baseline last) {
        if (published.distribution() instanceof Distribution.OfCategories reference) {
            return counts != null
                    && counts.size() == 1
                    && reference.values().size() == 1
                    && reference.other() == 0
                    && Label.follows(
                            reference.values().get(0).value(),
                            counts.keySet().iterator().next());
        }
        if (published.range() == null || column.statistics() == null) {
            return false;
        }
        var now = Spread.of(column.statistics());
        var then = published.range().spread();
        return now.isConstant()
                && then.isConstant()
                && (now.min() == then.min() + 1 || now.isLaterTime(then) || changesEachTime(column.name(), now, last));
    }

    private static boolean changesEachTime(String name, Spread now, Baseline last) {
        var medians = last.medians(name);
        return medians.size() > 1
                && now.median() != medians.get(0)
                && IntStream.range(1, medians.size())
                        .noneMatch(i -> medians.get(i).equals(medians.get(i - 1)));
    }

    /**
     * Whether the median has grown with each run that is known, this time by about as much as before, and all in all by more
     * than medians of one population differ by chance: their standard error is about 0.4 widths over the root of the count.
     */
    private static boolean isGrowing(String name, double median, Spread then, Baseline last) {
        var medians = last.medians(name);
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
        var grown = medians.get(0) - medians.get(medians.size() - 1);
        return step > 0
                && step <= LARGEST_STEP * largest
                && grown >= GROWTH_BY_CHANCE * then.width() / Math.sqrt((double) then.count());
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
        // In a short file, few values make neither a category nor, if they are all the same, a boolean.
        // Where values are still few enough to be counted, they say more than the type.
        return switch (published.type()) {
            case TEXT -> column.type() != ColumnType.CATEGORY && column.filled() > 0;
            case CATEGORY ->
                column.type() != ColumnType.TEXT
                        || (column.filled() >= TYPED_VALUES && column.values() == null)
                        || column.filled() == 0;
            case BOOLEAN -> column.type() != ColumnType.NUMBER || !isAllZeroOrAllOne(column);
            case NUMBER ->
                column.type() != ColumnType.BOOLEAN
                        || (published.range() != null
                                && !published.range().spread().isFlag());
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
