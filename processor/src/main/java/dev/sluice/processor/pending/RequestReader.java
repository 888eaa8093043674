package dev.sluice.processor.pending;

import dev.sluice.v1.Position;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/** Reads a request record's bytes and says what becomes of it. Pure but for the clock; called by stream threads. */
public interface RequestReader extends RequestReaders {
    /** By default a reader needs nothing of a task. */
    @Override
    default RequestReader in(ProcessorContext<?, ?> context) {
        return this;
    }

    /**
     * Judges a record that has just come, or that was restored.
     *
     * @param position where it stands in the log
     * @param appendedAt the record's timestamp
     * @param admittedAt when it was, or is, taken into the window
     * @param value the record's value; null for a record without one
     */
    Verdict read(
            Position position, Instant appendedAt, Instant admittedAt, byte @Nullable [] value);

    /**
     * Calls back when reading a record of this schema again will lead to another verdict.
     *
     * @param then called once, on any thread; must not block
     */
    void whenReadable(int schemaId, Runnable then);
}
