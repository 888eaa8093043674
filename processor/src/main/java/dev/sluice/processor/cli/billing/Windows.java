package dev.sluice.processor.cli.billing;

import dev.sluice.processor.cli.CliException;
import dev.sluice.v1.WindowSize;
import java.util.Arrays;
import java.util.Locale;

/** Lengths of windows as options name them. */
final class Windows {
    private Windows() {}

    /**
     * The length of this name.
     *
     * @throws CliException when there is none
     */
    static WindowSize parse(String name) {
        return Arrays.stream(WindowSize.values())
                .filter(size -> name(size).equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CliException(
                                        "'"
                                                + name
                                                + "' is no window; there are minute, hour and day."));
    }

    /** What a length is called. */
    static String name(WindowSize size) {
        return size.name().toLowerCase(Locale.ROOT);
    }
}
