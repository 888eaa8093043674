package dev.sluice.processor.admission;

import dev.sluice.processor.outcome.OutcomeListener;
import dev.sluice.processor.pending.Commits;
import dev.sluice.processor.pending.RequestReader;
import java.time.InstantSource;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * Makes the admission processor of each task.
 *
 * @param reader judges records
 * @param clock the time at which a request is taken in
 * @param commits when to commit
 * @param listener hears of outcomes
 * @param next name of the node that admitted requests go to
 * @param usage whether it is passed on what outcomes add to usage
 */
public record AdmissionStage(
        RequestReader reader,
        InstantSource clock,
        Commits commits,
        OutcomeListener listener,
        String next,
        boolean usage)
        implements ProcessorSupplier<byte[], byte[], byte[], Object> {
    @Override
    public Processor<byte[], byte[], byte[], Object> get() {
        return new AdmissionProcessor(this);
    }
}
