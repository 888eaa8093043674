package dev.sluice.processor.admission;

import dev.sluice.processor.pending.RequestReader;
import java.time.InstantSource;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * Makes the admission processor of each task.
 *
 * @param reader judges records
 * @param clock the time at which a request is taken in
 * @param next name of the node that admitted requests go to
 */
public record AdmissionStage(RequestReader reader, InstantSource clock, String next)
        implements ProcessorSupplier<byte[], byte[], byte[], Object> {
    @Override
    public Processor<byte[], byte[], byte[], Object> get() {
        return new AdmissionProcessor(reader, clock, next);
    }
}
