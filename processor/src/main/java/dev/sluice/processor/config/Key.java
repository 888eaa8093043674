package dev.sluice.processor.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * A key of Sluice's own.
 *
 * @param name its name in the file, with dots between the levels
 * @param type reads its text; an {@link IllegalArgumentException} says what it expects, without the text itself
 * @param standard what counts where the key is absent; nothing for a key that is required or has no default
 * @param list whether it takes a list, or several values separated by commas, which is how an environment variable
 *     writes them
 */
record Key<T>(String name, Converter<T> type, Optional<String> standard, boolean list) {
    static <T> Key<T> of(String name, Converter<T> type, String standard) {
        return new Key<>(name, type, Optional.of(standard), false);
    }

    static <T> Key<T> of(String name, Converter<T> type) {
        return new Key<>(name, type, Optional.empty(), false);
    }

    static <T> Key<List<T>> ofList(String name, Converter<List<T>> type) {
        return new Key<>(name, type, Optional.empty(), true);
    }

    /** The same key one level down. */
    Key<T> under(String section) {
        return new Key<>(section + "." + name, type, standard, list);
    }

    /** A key's name as an environment variable spells it, without a prefix. */
    static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
