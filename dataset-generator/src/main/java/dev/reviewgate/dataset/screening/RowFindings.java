package dev.reviewgate.dataset.screening;

import java.util.Arrays;

/** What was found in one row: pairs of a column and a reason. Refilled for each row. */
final class RowFindings {
    /** Stands for the row as a whole. */
    static final int NO_COLUMN = -1;

    private int[] columns = new int[8];
    private Reason[] reasons = new Reason[8];
    private int size;

    void clear() {
        size = 0;
    }

    void add(int column, Reason reason) {
        if (size == columns.length) {
            columns = Arrays.copyOf(columns, 2 * size);
            reasons = Arrays.copyOf(reasons, 2 * size);
        }
        columns[size] = column;
        reasons[size++] = reason;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    int column(int index) {
        return columns[index];
    }

    Reason reason(int index) {
        return reasons[index];
    }
}
