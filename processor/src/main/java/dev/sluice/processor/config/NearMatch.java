package dev.sluice.processor.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a misspelt name was probably meant to be. */
public final class NearMatch {
    private NearMatch() {}

    /**
     * Ends a message with a suggestion where there is one: {@code "; did you mean x?"}, else nothing.
     *
     * @param wrong the name that nothing has
     * @param known the names that there are
     */
    public static String hint(String wrong, Collection<String> known) {
        return hint(of(wrong, known));
    }

    /** The same, where a name with the same last level counts as near: the key may stand in the wrong section. */
    static String hintOfKey(String wrong, Collection<String> known) {
        return hint(
                of(wrong, known)
                        .or(
                                () ->
                                        known.stream()
                                                .filter(name -> leaf(name).equals(leaf(wrong)))
                                                .findFirst()));
    }

    /** The closest name within one edit per six characters and one more. */
    static Optional<String> of(String wrong, Collection<String> known) {
        int allowed = 1 + wrong.length() / 6;
        return known.stream()
                .filter(name -> distance(wrong, name) <= allowed)
                .min(
                        Comparator.<String>comparingInt(name -> distance(wrong, name))
                                .thenComparing(Comparator.naturalOrder()));
    }

    private static String hint(Optional<String> near) {
        return near.map(name -> "; did you mean " + name + "?").orElse("");
    }

    private static String leaf(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Levenshtein's distance: insertions, deletions and replacements of one character. */
    static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int replaced =
                        previous[column - 1]
                                + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
                current[column] =
                        Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[right.length()];
    }
}
