package dev.reviewgate.dataset.screening;

import java.nio.charset.Charset;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Expects values that occur often enough to be no slip. */
final class CategoryCheck extends Check {
    private static final double RARE_BELOW = 0.000_5;
    private static final int NAMED = 5;

    private final ValueTable values;
    private final double rareBelow;
    private final String usual;

    private CategoryCheck(ColumnProfile column, ValueTable values) {
        super(column);
        this.values = values;
        rareBelow = RARE_BELOW * column.filled();
        usual = usual(values, rareBelow, column.charset());
    }

    /** A declared list takes the place of what is usual; without either any value will do. */
    static Check of(ColumnProfile column) {
        var values = column.values();
        var declared = column.declared();
        return values == null || (declared != null && declared.allowed() != null)
                ? new AnyCheck(column)
                : new CategoryCheck(column, values);
    }

    @Override
    @Nullable
    Reason checkPresent(byte[] b, int from, int to, long row) {
        var index = values.indexOf(b, from, to);
        return index < 0 || values.count(index) < rareBelow ? Reason.UNKNOWN_CATEGORY : null;
    }

    @Override
    String expected(Reason reason, byte[] b, int from, int to) {
        return reason == Reason.UNKNOWN_CATEGORY ? usual : super.expected(reason, b, from, to);
    }

    private static String usual(ValueTable values, double rareBelow, Charset charset) {
        var common = IntStream.range(0, values.size())
                .filter(index -> values.count(index) >= rareBelow)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(index -> -values.count(index))
                        .thenComparing(index -> values.text(index, charset)))
                .map(index -> values.text(index, charset))
                .toList();
        return "one of the " + common.size() + " usual values ("
                + common.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (common.size() > NAMED ? ", …)" : ")");
    }
}
