package dev.reviewgate.dataset.screening;

import com.google.re2j.Pattern;
import dev.reviewgate.dataset.rows.Values;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Expects one of the declared values and the declared pattern, beside what the column's type expects. */
final class DeclaredCheck extends Check {
    private static final int NAMED = 5;

    private final Check byType;
    private final List<String> allowed;
    private final Set<String> allowedSet;
    private final @Nullable Pattern pattern;
    private final Charset charset;

    DeclaredCheck(ColumnProfile column, Check byType) {
        super(column);
        this.byType = byType;
        var declared = column.declared();
        allowed = declared == null || declared.allowed() == null ? List.of() : declared.allowed();
        allowedSet = Set.copyOf(allowed);
        pattern = declared == null ? null : declared.pattern();
        charset = column.charset();
    }

    static boolean isNeeded(ColumnProfile column) {
        var declared = column.declared();
        return declared != null && (declared.allowed() != null || declared.pattern() != null);
    }

    @Override
    @Nullable
    Reason checkPresent(byte[] b, int from, int to, long row) {
        var reason = byType.checkPresent(b, from, to, row);
        if (reason != null && reason.compareTo(Reason.UNKNOWN_CATEGORY) <= 0) {
            return reason;
        }
        if (column().hasNullWords() && Values.isNullWord(b, from, to)) {
            return reason;
        }
        var text = Values.text(b, from, to, charset).strip();
        if (!allowed.isEmpty() && !allowedSet.contains(text)) {
            return Reason.UNKNOWN_CATEGORY;
        }
        return pattern != null && !pattern.matches(text) ? Reason.PATTERN_MISMATCH : reason;
    }

    @Override
    String expected(Reason reason, byte[] b, int from, int to) {
        if (reason == Reason.PATTERN_MISMATCH && pattern != null) {
            return "text that matches " + pattern.pattern();
        }
        return reason == Reason.UNKNOWN_CATEGORY && !allowed.isEmpty()
                ? "one of the declared values ("
                        + String.join(", ", allowed.subList(0, Math.min(NAMED, allowed.size())))
                        + (allowed.size() > NAMED ? ", …)" : ")")
                : byType.expected(reason, b, from, to);
    }
}
