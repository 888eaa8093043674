package dev.sluice.processor.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to collect, and for how long.
 *
 * @param batchId the batch
 * @param expect how many outcomes to wait for; empty: as many as the request topic has requests of the batch at start
 * @param timeout how long it may take in all, from counting the requests on; empty: for ever
 */
public record CollectOptions(String batchId, OptionalLong expect, Optional<Duration> timeout) {
    /** All requests that are in the topic now, however long they take. */
    public static CollectOptions all(String batchId) {
        return new CollectOptions(batchId, OptionalLong.empty(), Optional.empty());
    }
}
