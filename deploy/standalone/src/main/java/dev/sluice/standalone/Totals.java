package dev.sluice.standalone;

import java.io.IOException;

/** Writes what a run comes to, when all outcomes are there. */
@FunctionalInterface
interface Totals {
    /** Nobody wants to know. */
    Totals NONE = () -> {};

    /**
     * Writes it.
     *
     * @throws dev.sluice.processor.cli.CliException when it does not come
     */
    void write() throws IOException, InterruptedException;
}
