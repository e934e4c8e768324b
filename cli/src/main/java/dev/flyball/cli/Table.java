package dev.flyball.cli;

import dev.flyball.cli.OutputOption.Column;
import dev.flyball.cli.text.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of text in columns that are as wide as they need to be. */
record Table(List<List<String>> rows) {
    private static final String GAP = "  ";

    static <R> Table of(List<R> records, List<Column<R>> columns) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(columns.stream().map(Column::title).toList());
        for (R row : records) {
            rows.add(columns.stream()
                    .map(column -> Plain.text(column.cell().apply(row)))
                    .toList());
        }
        return new Table(rows);
    }

    List<String> lines() {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths[column] - cell.length())).append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
