package dev.sluice.processor;

import dev.sluice.processor.flow.SluiceClientSupplier;
import dev.sluice.processor.pending.Commits;

/**
 * What the stages ask about commits, answered by the clients of the stream thread that asks.
 *
 * @param clients of all stream threads
 */
record ThreadCommits(SluiceClientSupplier clients) implements Commits {
    @Override
    public void hurry() {
        clients.commitPace().hurry();
    }

    @Override
    public boolean pending() {
        return clients.commitPace().pending();
    }

    @Override
    public boolean due() {
        return clients.commitPace().due();
    }
}
