package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.rows.DatasetFile;
import dev.reviewgate.dataset.rows.Format;
import dev.reviewgate.dataset.rows.FormatHints;
import dev.reviewgate.dataset.rows.UnreadableFile;
import dev.reviewgate.dataset.stats.Days;
import dev.reviewgate.dataset.stats.Distribution;
import dev.reviewgate.dataset.stats.DuplicateFinder;
import dev.reviewgate.dataset.stats.Histogram;
import dev.reviewgate.dataset.stats.NumberSketch;
import dev.reviewgate.dataset.stats.NumberStatistics;
import dev.reviewgate.dataset.stats.Numbers;
import dev.reviewgate.dataset.stats.RowMarks;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the first pass found out about a file: what its values usually are, which rows share an identifier, and where the
 * second pass may start.
 */
record Profile(
        List<ColumnProfile> columns, long rows, RowDigest digest, Charset charset, List<PartProfile.Chunk> chunks) {
    Profile {
        columns = List.copyOf(columns);
        chunks = List.copyOf(chunks);
    }

    /** Puts together what was learned from the parts of a file, in the order of the file. */
    static Profile of(DatasetFile file, Schema schema, List<? extends LearnedPart> parts, int threads)
            throws IOException {
        var chunks = new ArrayList<PartProfile.Chunk>();
        var firstRows = new long[parts.size()];
        var rows = 0L;
        var digest = new RowDigest();
        for (var i = 0; i < firstRows.length; i++) {
            firstRows[i] = rows;
            for (var chunk : parts.get(i).chunks()) {
                chunks.add(chunk.shifted(rows));
            }
            rows += parts.get(i).counts().rows();
            digest.merge(parts.get(i).digest());
        }
        if (rows == 0) {
            throw new UnreadableFile("the file has no rows; give at least one row");
        }
        var charset = charset(file, parts);
        var tasks = new ArrayList<Parallel.Task<ColumnProfile>>();
        for (var i = 0; i < file.columns().size(); i++) {
            var column = i;
            tasks.add(() -> new Column(file, schema, parts, column, charset).profile(firstRows));
        }
        return new Profile(Parallel.run(threads, tasks), rows, digest, charset, chunks);
    }

    /** The same for one part, whose rows start with {@code firstRow} and whose duplicates are known by column. */
    Profile ofPart(DatasetFile file, long firstRow, Map<String, RowMarks> duplicates) {
        return new Profile(
                columns.stream()
                        .map(column -> column.withDuplicates(duplicates.get(column.name())))
                        .toList(),
                rows,
                digest,
                charset,
                List.of(new PartProfile.Chunk(file.bodyStart(), file.size(), firstRow, true)));
    }

    /** What nobody has said is UTF-8 if most of the rows that could tell are. */
    private static Charset charset(DatasetFile file, List<? extends LearnedPart> parts) {
        if (file.format().charsetGiven() || file.format().kind() == Format.Kind.JSON_LINES) {
            return file.format().charset();
        }
        var valid = parts.stream().mapToLong(part -> part.counts().validUtf8()).sum();
        var invalid =
                parts.stream().mapToLong(part -> part.counts().invalidUtf8()).sum();
        return valid >= invalid ? StandardCharsets.UTF_8 : FormatHints.WINDOWS_1252;
    }

    /** Adds up what the parts know about one column, and decides what it is. */
    private static final class Column {
        private static final double TYPED_FROM = 0.9;
        private static final double REQUIRED_FROM = 0.95;
        private static final double FUTURE_BELOW = 0.05;
        private static final long CATEGORY_ROWS = 1_000;
        private static final double CATEGORY_SHARE = 0.005;
        private static final double CATEGORIES_TOGETHER = 0.99;
        private static final double FEW_SHARE = 0.05;

        private final String name;
        private final Schema.@Nullable Declared declared;
        private final boolean identifies;
        private final int columns;
        private final List<LearnedColumn> parts = new ArrayList<>();
        private final Charset charset;
        private final Numbers numbers;
        private final @Nullable ValueTable values;
        private final long regularRows;
        private final KindCounts kinds = new KindCounts();

        Column(DatasetFile file, Schema schema, List<? extends LearnedPart> profiles, int column, Charset charset) {
            name = file.columns().get(column);
            columns = file.columns().size();
            declared = schema.column(name);
            identifies = column == Identifier.of(file, schema);
            this.charset = charset;
            var rows = 0L;
            for (var profile : profiles) {
                parts.add(profile.columns().get(column));
                rows += profile.counts().regular();
            }
            regularRows = rows;
            numbers = Numbers.union(parts.stream().map(LearnedColumn::numbers).toList());
            values = values(parts);
            parts.forEach(part -> kinds.add(part.counts()));
        }

        private static @Nullable ValueTable values(List<LearnedColumn> parts) {
            var all = parts.get(0).values();
            for (var part : parts.subList(1, parts.size())) {
                var more = part.values();
                if (all == null || more == null || !all.addAll(more)) {
                    return null;
                }
            }
            return all;
        }

        ColumnProfile profile(long[] firstRows) throws IOException {
            var type = type();
            var filled = ColumnProfile.hasNullWords(type) ? kinds.filled - kinds.nullWords : kinds.filled;
            var missing = regularRows - filled;
            var hasNumbers = type == ColumnType.NUMBER && numbers.count() > 0;
            var statistics = hasNumbers ? statistics() : null;
            var counts = counts(type);
            return new ColumnProfile(
                    name,
                    type,
                    declared,
                    isRequired(type, filled, missing),
                    filled,
                    missing,
                    hasNumbers ? numbers : null,
                    statistics,
                    type == ColumnType.DATE && kinds.dates > 0 ? days() : null,
                    kinds.padded,
                    statistics == null ? null : Histogram.of(numbers, statistics),
                    hasNumbers ? Distribution.of(numbers, missing) : distribution(counts, missing),
                    counts,
                    values,
                    duplicates(firstRows),
                    lastDay(),
                    charset);
        }

        private NumberStatistics statistics() throws IOException {
            return numbers instanceof NumberSketch sketch ? sketch.statistics() : NumberStatistics.of(numbers);
        }

        private Days days() {
            var days = new Days(columns);
            parts.forEach(part -> days.merge(part.days()));
            return days;
        }

        private ColumnType type() {
            if (declared != null && declared.type() != null) {
                return declared.type();
            }
            if (identifies) {
                return ColumnType.IDENTIFIER;
            }
            var candidates = kinds.filled - kinds.nullWords;
            var enough = TYPED_FROM * candidates;
            if (candidates > 0) {
                if (kinds.trueWords + kinds.falseWords >= enough) {
                    return ColumnType.BOOLEAN;
                }
                if (numbers.count() >= enough) {
                    return areZerosAndOnes() ? ColumnType.BOOLEAN : ColumnType.NUMBER;
                }
                if (kinds.dates >= enough) {
                    return ColumnType.DATE;
                }
            }
            return isCategory() ? ColumnType.CATEGORY : ColumnType.TEXT;
        }

        private boolean areZerosAndOnes() {
            return kinds.zeros > 0 && kinds.ones > 0 && kinds.zeros + kinds.ones == numbers.count();
        }

        private boolean isCategory() {
            if (values == null || kinds.filled < CATEGORY_ROWS) {
                return false;
            }
            var together = 0L;
            for (var i = 0; i < values.size(); i++) {
                together += values.count(i) >= CATEGORY_SHARE * kinds.filled ? values.count(i) : 0;
            }
            return together >= CATEGORIES_TOGETHER * kinds.filled;
        }

        private boolean isRequired(ColumnType type, long filled, long missing) {
            if (declared != null && declared.required() != null) {
                return declared.required();
            }
            return type == ColumnType.IDENTIFIER || (filled > 0 && filled >= REQUIRED_FROM * (filled + missing));
        }

        private @Nullable Map<String, Long> counts(ColumnType type) {
            if (type == ColumnType.BOOLEAN) {
                return booleans();
            }
            return values != null && (type == ColumnType.CATEGORY || (type == ColumnType.TEXT && areFew(values)))
                    ? values.counts(charset)
                    : null;
        }

        /** In a short file, values that are used again and again are as good as categories. */
        private boolean areFew(ValueTable distinct) {
            return distinct.size() <= FEW_SHARE * kinds.filled;
        }

        /** Values too rare to be a category are counted together: some are slips, and none tells one day from another. */
        private static @Nullable Distribution distribution(@Nullable Map<String, Long> counts, long missing) {
            if (counts == null) {
                return null;
            }
            var total = counts.values().stream().mapToLong(count -> count).sum();
            var common = new LinkedHashMap<>(counts);
            common.values().removeIf(count -> count < CATEGORY_SHARE * total);
            return Distribution.ofCategories(common, missing).like(counts, missing);
        }

        private Map<String, Long> booleans() {
            var counts = new LinkedHashMap<String, Long>();
            counts.put("false", kinds.falseWords + kinds.zeros);
            counts.put("true", kinds.trueWords + kinds.ones);
            return counts;
        }

        /** Where many dates are in the future, that is what they are for. */
        private long lastDay() {
            return kinds.futureDates < FUTURE_BELOW * kinds.dates ? parts.get(0).lastDay() : Long.MAX_VALUE;
        }

        private @Nullable RowMarks duplicates(long[] firstRows) throws IOException {
            var finders = new ArrayList<DuplicateFinder>();
            for (var part : parts) {
                if (part.duplicates() != null) {
                    finders.add(part.duplicates());
                }
            }
            return finders.isEmpty() ? null : DuplicateFinder.find(finders, firstRows);
        }
    }
}
