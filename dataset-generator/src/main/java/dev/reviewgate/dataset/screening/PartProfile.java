package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.rows.DatasetFile;
import dev.reviewgate.dataset.rows.RowCursor;
import dev.reviewgate.dataset.rows.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What one pass over a range of the file learned: about each column, about the encoding, and where rows start that the
 * second pass may start with.
 */
final class PartProfile implements LearnedPart {
    private final DatasetFile file;
    private final List<ColumnLearner> columns;
    private final List<Chunk> chunks = new ArrayList<>();
    private final RowDigest digest = new RowDigest();
    private long rows;
    private long regularRows;
    private long validUtf8Rows;
    private long invalidUtf8Rows;
    private long end;

    /** Whether a row of the chunk that is being read looks damaged, if it is UTF-8. */
    private boolean damaged;

    PartProfile(DatasetFile file, List<ColumnLearner> columns) {
        this.file = file;
        this.columns = columns;
    }

    /** Learns from the rows whose first byte is in the range, which begins with a row. */
    void learn(long from, long to, long chunkBytes, Progress progress) throws IOException {
        var learners = columns.toArray(ColumnLearner[]::new);
        var chunk = new Chunk(from, from, 0, false);
        end = from;
        var told = from;
        try (var cursor = file.rows(from, to)) {
            while (cursor.next()) {
                if (cursor.position() - chunk.from() >= chunkBytes) {
                    chunks.add(chunk.until(cursor.position(), damaged));
                    chunk = new Chunk(cursor.position(), cursor.position(), rows, false);
                    damaged = false;
                }
                if (!cursor.isAscii()) {
                    learnEncoding(cursor);
                }
                learn(cursor, learners);
                digest.add(cursor.raw(), cursor.rawStart(), cursor.rawEnd());
                rows++;
                end = cursor.endPosition();
                if (rows % Progress.ROWS == 0) {
                    progress.advance(Progress.ROWS, end - told);
                    told = end;
                }
            }
        }
        if (end > chunk.from()) {
            chunks.add(chunk.until(end, damaged));
        }
        progress.advance(rows % Progress.ROWS, end - told);
        for (var learner : learners) {
            learner.finish();
        }
    }

    /** Text without any damage is valid UTF-8: to look at most rows once is enough, for the second pass too. */
    private void learnEncoding(RowCursor row) {
        if (!Values.looksDamaged(row.raw(), row.rawStart(), row.rawEnd(), StandardCharsets.UTF_8)) {
            validUtf8Rows++;
            return;
        }
        damaged = true;
        if (Values.isValidUtf8(row.raw(), row.rawStart(), row.rawEnd())) {
            validUtf8Rows++;
        } else {
            invalidUtf8Rows++;
        }
    }

    private void learn(RowCursor row, ColumnLearner[] learners) throws IOException {
        // The values of a ragged row may stand in any column, so nothing is learned from them.
        if (row.isRagged()) {
            return;
        }
        regularRows++;
        var bytes = row.content();
        for (var column = 0; column < learners.length; column++) {
            var from = row.start(column);
            var to = row.end(column);
            if (from < to && !Values.isMissing(bytes, from, to)) {
                learners[column].learn(rows, bytes, from, to);
            }
        }
    }

    @Override
    public List<ColumnLearner> columns() {
        return columns;
    }

    @Override
    public List<Chunk> chunks() {
        return chunks;
    }

    @Override
    public RowCounts counts() {
        return new RowCounts(rows, regularRows, validUtf8Rows, invalidUtf8Rows);
    }

    @Override
    public RowDigest digest() {
        return digest;
    }

    /** Behind the last row, in bytes. */
    long end() {
        return end;
    }

    /**
     * A stretch of the file that begins with a row.
     *
     * @param firstRow the number of its first row, from 0
     * @param damaged whether there are rows that look damaged, if the file is UTF-8
     */
    record Chunk(long from, long to, long firstRow, boolean damaged) {
        Chunk until(long position, boolean holdsDamage) {
            return new Chunk(from, position, firstRow, holdsDamage);
        }

        Chunk shifted(long rowsBefore) {
            return new Chunk(from, to, firstRow + rowsBefore, damaged);
        }
    }
}
