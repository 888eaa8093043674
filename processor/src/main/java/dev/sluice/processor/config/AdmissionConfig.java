package dev.sluice.processor.config;

import java.time.Duration;

/**
 * What is let in.
 *
 * @param maxRequestBytes largest request record value in bytes; a larger one is INVALID. 1 KiB to 32 MiB
 * @param duplicates what becomes of a request whose id its tenant has used before
 * @param duplicateWindow for how long ids are remembered. 1 minute to 30 days
 */
public record AdmissionConfig(
        int maxRequestBytes, Duplicates duplicates, Duration duplicateWindow) {
    /** What becomes of a request that comes again. */
    public enum Duplicates {
        /** It ends as a failure. */
        REJECT,
        /** It has no outcome. */
        DROP,
        /** It is sent: ids are not remembered. */
        ALLOW
    }
}
