package dev.sluice.processor.pending;

import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.Subject;

/** What becomes of a request record. */
public sealed interface Verdict {
    /** It can be sent. */
    record Ready(Subject subject) implements Verdict {}

    /** It ends here. */
    record Refused(Outcome outcome) implements Verdict {}

    /** It ends here without an outcome: one like it has one, or will have. */
    record Dropped() implements Verdict {}

    /** It can't be read before its schema is known. */
    record AwaitingSchema(int schemaId) implements Verdict {}
}
