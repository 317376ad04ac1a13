package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.stats.Distribution;
import dev.reviewgate.dataset.stats.FarGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    private final Profile profile;
    private final Schema schema;
    private final @Nullable Baseline baseline;
    private final Map<String, Double> shifts = new HashMap<>();
    private final List<FileFinding> findings = new ArrayList<>();

    private FileFindings(Profile profile, Schema schema, @Nullable Baseline baseline) {
        this.profile = profile;
        this.schema = schema;
        this.baseline = baseline;
    }

    /** Reads the numbers of the profile, so its workspace must still be open. */
    static FileFindings of(Profile profile, Schema schema, @Nullable Baseline baseline) throws IOException {
        var findings = new FileFindings(profile, schema, baseline);
        findings.compareRowCount();
        findings.findMissingColumns();
        for (var column : profile.columns()) {
            var published = baseline == null ? null : baseline.columns().get(column.name());
            if (published != null) {
                findings.compare(column, published);
            } else {
                findings.findGroup(column);
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

    private void compareRowCount() {
        if (baseline == null) {
            return;
        }
        var published = baseline.report().rows();
        if (2 * profile.rows() < published || profile.rows() > 2 * published) {
            findings.add(new FileFinding(
                    FileFinding.Check.ROW_COUNT,
                    null,
                    rows(profile.rows()),
                    Text.count((published + 1) / 2) + " to " + rows(2 * published) + " (there were "
                            + Text.count(published) + " last time)"));
        }
    }

    private static String rows(long count) {
        return Text.count(count) + (count == 1 ? " row" : " rows");
    }

    private void findMissingColumns() {
        var there = new HashSet<String>();
        profile.columns().forEach(column -> there.add(column.name()));
        for (var declared : schema.columns()) {
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
        var reference = published.distribution();
        if (reference == null
                || column.distribution() == null
                || published.filled() < SHIFT_VALUES
                || column.filled() < SHIFT_VALUES) {
            return;
        }
        var distribution = like(reference, column);
        if (distribution == null) {
            return;
        }
        var shift = distribution.psi(reference);
        shifts.put(column.name(), shift);
        if (shift >= SHIFTED_FROM) {
            findings.add(new FileFinding(
                    FileFinding.Check.SHIFT,
                    column.name(),
                    "population stability index " + String.format(Locale.ROOT, "%.2f", shift),
                    "below " + SHIFTED_FROM));
        }
    }

    /**
     * Too many values to be flagged, and nothing to compare them with: a person has to say whether they belong there. What is
     * published then is what the next dataset is compared with.
     */
    private void findGroup(ColumnProfile column) throws IOException {
        if (column.numbers() == null || column.statistics() == null || isRangeDeclared(column)) {
            return;
        }
        var group = FarGroup.of(column.numbers(), column.statistics()).orElse(null);
        if (group != null) {
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

    private static @Nullable Distribution like(Distribution reference, ColumnProfile column) throws IOException {
        if (reference instanceof Distribution.OfNumbers numbers && column.numbers() != null) {
            return numbers.like(column.numbers(), column.missing());
        }
        if (reference instanceof Distribution.OfCategories categories && column.counts() != null) {
            return categories.like(column.counts(), column.missing());
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
        return switch (published.type()) {
            case TEXT -> column.type() != ColumnType.CATEGORY && column.filled() > 0;
            case CATEGORY ->
                column.type() != ColumnType.TEXT || column.filled() >= TYPED_VALUES || column.filled() == 0;
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
