package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.rows.DatasetFile;
import dev.reviewgate.dataset.rows.Format;
import dev.reviewgate.dataset.rows.RowCursor;
import dev.reviewgate.dataset.rows.Values;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Compares a row with what is usual in its file. Safe for use by several threads. */
final class RowChecker {
    private final Check[] checks;
    private final Charset charset;

    /** An escape sequence may hide what the first pass, which looks at the bytes, does not see. */
    private final boolean isJson;

    RowChecker(DatasetFile file, Profile profile) {
        checks = profile.columns().stream()
                .map(column -> Check.of(column, file.format().decimalComma()))
                .toArray(Check[]::new);
        charset = profile.charset();
        isJson = file.format().kind() == Format.Kind.JSON_LINES;
    }

    /** Whether rows of a chunk have to be looked at for damage: the first pass has taken the file for UTF-8. */
    boolean needsEncoding(PartProfile.Chunk chunk) {
        return chunk.damaged() || !charset.equals(StandardCharsets.UTF_8) || isJson;
    }

    /**
     * Adds everything that is wrong with the row of that number (from 0); nothing for most rows.
     *
     * @param encoding whether damaged text is looked for
     */
    void check(RowCursor row, long number, boolean encoding, RowFindings findings) {
        if (row.isRagged()) {
            findings.add(RowFindings.NO_COLUMN, Reason.RAGGED_ROW);
            return;
        }
        var bytes = row.content();
        for (var column = 0; column < checks.length; column++) {
            var reason = checks[column].check(bytes, row.start(column), row.end(column), number);
            if (reason != null) {
                findings.add(column, reason);
            }
        }
        if (encoding && !row.isAscii()) {
            checkEncoding(row, findings);
        }
    }

    private void checkEncoding(RowCursor row, RowFindings findings) {
        for (var column = 0; column < checks.length; column++) {
            if (Values.looksDamaged(row.content(), row.start(column), row.end(column), charset)) {
                findings.add(column, Reason.ENCODING_DAMAGE);
            }
        }
    }

    /** The finding of that index in words. */
    Finding describe(RowCursor row, RowFindings findings, int index) {
        var reason = findings.reason(index);
        var column = findings.column(index);
        if (column == RowFindings.NO_COLUMN) {
            return new Finding(null, reason, fields(row.fieldCount()), fields(checks.length));
        }
        var from = row.start(column);
        var to = row.end(column);
        return new Finding(
                checks[column].column().name(),
                reason,
                Values.text(row.content(), from, to, charset),
                checks[column].expected(reason, row.content(), from, to));
    }

    private static String fields(int count) {
        return count == 1 ? "1 field" : count + " fields";
    }
}
