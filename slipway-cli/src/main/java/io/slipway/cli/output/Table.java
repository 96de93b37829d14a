package io.slipway.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns as wide as their widest cell. */
public final class Table {
    private static final int GAP = 2;

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    public Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** Prints the rows, or, where there is none, says so on the other stream. */
    public void print(Terminal terminal, String none) {
        if (rows.size() == 1) {
            terminal.err().println(none);
        } else {
            print(terminal.out());
        }
    }

    public void print(PrintWriter out) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                line.append(row.get(column));
                line.repeat(" ", widths[column] - row.get(column).length() + GAP);
            }
            out.println(line.toString().stripTrailing());
        }
        out.flush();
    }
}
