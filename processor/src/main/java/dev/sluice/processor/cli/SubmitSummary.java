package dev.sluice.processor.cli;

import java.util.Optional;

/**
 * What became of a file.
 *
 * @param batchId the batch
 * @param submitted requests that the broker has
 * @param alreadyThere lines left out because their request was there, see {@link BatchOptions#resume}
 * @param badLines lines that are no request
 * @param undelivered requests that the broker does not have
 * @param gaveUp why the rest of the file was left, where it was
 */
public record SubmitSummary(
        String batchId,
        long submitted,
        long alreadyThere,
        long badLines,
        long undelivered,
        Optional<String> gaveUp) {
    /** Whether every line became a request that the broker has. */
    public boolean complete() {
        return badLines == 0 && undelivered == 0 && gaveUp.isEmpty();
    }
}
