package dev.sluice.processor.cli.billing;

import java.util.ArrayList;
import java.util.List;

/** Lines of text whose columns stand below each other: text to the left, numbers to the right. */
final class TextTable {
    private final List<String> titles;
    private final List<Boolean> right;
    private final List<List<String>> lines = new ArrayList<>();

    /**
     * @param titles the names of the columns
     * @param right which of them stand to the right
     */
    TextTable(List<String> titles, List<Boolean> right) {
        this.titles = List.copyOf(titles);
        this.right = List.copyOf(right);
    }

    /** Adds a line with a value for each column. */
    void add(List<String> line) {
        // A control character in a name must not move the terminal's cursor.
        lines.add(line.stream().map(value -> value.replaceAll("\\p{Cntrl}", "?")).toList());
    }

    String render() {
        int[] widths = new int[titles.size()];
        widen(widths, titles);
        lines.forEach(line -> widen(widths, line));
        StringBuilder text = new StringBuilder();
        append(text, titles, widths);
        lines.forEach(line -> append(text, line, widths));
        return text.toString();
    }

    private static void widen(int[] widths, List<String> line) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], line.get(i).length());
        }
    }

    private void append(StringBuilder text, List<String> line, int[] widths) {
        StringBuilder whole = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String gap = " ".repeat(widths[i] - line.get(i).length());
            whole.append(i == 0 ? "" : "  ");
            whole.append(right.get(i) ? gap + line.get(i) : line.get(i) + gap);
        }
        text.append(whole.toString().stripTrailing()).append(System.lineSeparator());
    }
}
