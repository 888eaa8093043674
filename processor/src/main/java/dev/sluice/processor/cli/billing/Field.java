package dev.sluice.processor.cli.billing;

import dev.sluice.processor.usage.Count;
import java.util.Locale;
import java.util.Optional;

/**
 * A value with its name.
 *
 * @param name as records call it
 * @param text the value; nothing where there is none
 * @param number whether it is a whole number
 */
record Field(String name, Optional<String> text, boolean number) {
    static Field text(String name, String text) {
        return new Field(name, Optional.of(text), false);
    }

    static Field text(String name, Optional<String> text) {
        return new Field(name, text, false);
    }

    static Field number(Count count, long value) {
        return new Field(name(count), Optional.of(Long.toString(value)), true);
    }

    /** What a count is called in records. */
    static String name(Count count) {
        return count.name().toLowerCase(Locale.ROOT);
    }
}
