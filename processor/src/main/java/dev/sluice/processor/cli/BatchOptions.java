package dev.sluice.processor.cli;

import dev.sluice.v1.Priority;
import java.time.Instant;
import java.util.Optional;

/**
 * What all requests of a submitted file have in common.
 *
 * @param batchId groups them, 1 to 128 characters
 * @param tenant who is billed, 1 to 256 characters
 * @param priority scheduling class
 * @param deadline when they are of no use any more
 * @param resume leave out lines whose custom id is in the request topic already for this batch, as after a
 *     submission that was interrupted
 */
public record BatchOptions(
        String batchId,
        String tenant,
        Priority priority,
        Optional<Instant> deadline,
        boolean resume) {
    /**
     * @throws CliException when an id has a length that the schema does not take
     */
    public BatchOptions {
        length("batch id", batchId, RequestIds.MAX_BATCH_ID);
        length("tenant", tenant, 256);
    }

    /** A new batch of the tenant {@code default}, with nothing special. */
    public static BatchOptions fresh() {
        return new BatchOptions(
                RequestIds.newBatchId(), "default", Priority.NORMAL, Optional.empty(), false);
    }

    private static void length(String name, String value, int max) {
        if (value.isEmpty() || value.length() > max) {
            throw new CliException("The " + name + " has to have 1 to " + max + " characters.");
        }
    }
}
