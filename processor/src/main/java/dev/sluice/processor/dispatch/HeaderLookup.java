package dev.sluice.processor.dispatch;

import org.jspecify.annotations.Nullable;

/** An answer's headers. */
@FunctionalInterface
interface HeaderLookup {
    /**
     * The first value of a header.
     *
     * @param name in lower case
     * @return null where there is none
     */
    @Nullable String get(String name);
}
