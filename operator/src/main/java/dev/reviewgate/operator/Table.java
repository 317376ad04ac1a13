package dev.reviewgate.operator;

import java.util.ArrayList;
import java.util.List;

/** Lines text up in columns, two spaces apart; the last one is as wide as it is. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();
    private final String indent;

    Table(String indent) {
        this.indent = indent;
    }

    Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    Table row(List<String> cells) {
        rows.add(List.copyOf(cells));
        return this;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                line.append(cell);
                if (i < row.size() - 1) {
                    line.append(" ".repeat(width(i) - cell.length() + 2));
                }
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> column < row.size() ? row.get(column).length() : 0)
                .max()
                .orElse(0);
    }
}
