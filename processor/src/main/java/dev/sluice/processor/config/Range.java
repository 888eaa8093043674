package dev.sluice.processor.config;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a number may be.
 *
 * @param min smallest value; negative infinity where there is none
 * @param max largest value; positive infinity where there is none
 */
public record Range(double min, double max) {
    private static final String NUMBER = "(-?\\d{1,9}(?:\\.\\d{1,6})?)?";
    private static final Pattern FORM = Pattern.compile(NUMBER + "\\.\\." + NUMBER);

    /** Whether a number lies within; NaN lies in no range. */
    public boolean holds(double value) {
        return value >= min && value <= max;
    }

    /** For a sentence such as "must be 0 to 2". */
    public String words() {
        if (max == Double.POSITIVE_INFINITY) {
            return "at least " + text(min);
        }
        return min == Double.NEGATIVE_INFINITY
                ? "at most " + text(max)
                : text(min) + " to " + text(max);
    }

    /** As the configuration writes it: {@code 0..2}, {@code 1..}, {@code ..0.5}. */
    static Range parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || text.equals("..")) {
            throw new IllegalArgumentException(
                    "expects a range such as 0..2, 1.. or ..0.5, or none for no range");
        }
        String min = matcher.group(1);
        String max = matcher.group(2);
        Range range =
                new Range(
                        min == null ? Double.NEGATIVE_INFINITY : Double.parseDouble(min),
                        max == null ? Double.POSITIVE_INFINITY : Double.parseDouble(max));
        if (range.min > range.max) {
            throw new IllegalArgumentException(
                    "is a range that holds nothing: its ends are swapped");
        }
        return range;
    }

    @Override
    public String toString() {
        return (min == Double.NEGATIVE_INFINITY ? "" : text(min))
                + ".."
                + (max == Double.POSITIVE_INFINITY ? "" : text(max));
    }

    private static String text(double bound) {
        String plain = BigDecimal.valueOf(bound).toPlainString();
        return plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain;
    }
}
