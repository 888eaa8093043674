package dev.sluice.processor.route;

import java.util.List;

/**
 * A pattern of models' names, in which {@code *} stands for any characters or none. Matching takes time in proportion to
 * the name's length for each asterisk, whatever the pattern: the name comes from a request.
 *
 * @param pieces what stands before, between and behind the asterisks; at least two
 */
record ModelPattern(List<String> pieces) {
    static ModelPattern of(String text) {
        return new ModelPattern(List.of(text.split("\\*", -1)));
    }

    boolean matches(String model) {
        String first = pieces.get(0);
        String last = pieces.get(pieces.size() - 1);
        int end = model.length() - last.length();
        if (!model.startsWith(first) || end < first.length() || !model.endsWith(last)) {
            return false;
        }
        // The earliest place for each piece leaves the most for those behind it.
        int from = first.length();
        for (String piece : pieces.subList(1, pieces.size() - 1)) {
            int at = model.indexOf(piece, from);
            if (at < 0 || at + piece.length() > end) {
                return false;
            }
            from = at + piece.length();
        }
        return true;
    }
}
