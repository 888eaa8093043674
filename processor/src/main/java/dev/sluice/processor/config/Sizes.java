package dev.sluice.processor.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as the configuration writes them: bytes, or a whole number and {@code KiB}, {@code MiB} or {@code GiB}. */
final class Sizes {
    static final long KIB = 1024;
    static final long MIB = 1024 * KIB;
    static final long GIB = 1024 * MIB;
    static final long TIB = 1024 * GIB;

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})(B|KiB|MiB|GiB)?");

    private Sizes() {}

    static long parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expects a size: bytes, or a whole number and a unit, such as 512KiB, 8MiB or 1GiB");
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        long factor =
                switch (unit == null ? "B" : unit) {
                    case "KiB" -> KIB;
                    case "MiB" -> MIB;
                    case "GiB" -> GIB;
                    default -> 1;
                };
        // Saturates: whatever overflows is out of every range.
        return number > Long.MAX_VALUE / factor ? Long.MAX_VALUE : number * factor;
    }

    /** The same in the largest unit that loses nothing. */
    static String format(long bytes) {
        if (bytes == 0 || bytes % KIB != 0) {
            return Long.toString(bytes);
        }
        if (bytes % MIB != 0) {
            return bytes / KIB + "KiB";
        }
        return bytes % GIB != 0 ? bytes / MIB + "MiB" : bytes / GIB + "GiB";
    }
}
