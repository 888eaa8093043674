package dev.sluice.processor.pending;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Gives each task a reader of its own, which may look into the task's stores. */
public interface RequestReaders {
    /** The reader of a task. Called on its stream thread, which alone uses the reader. */
    RequestReader in(ProcessorContext<?, ?> context);
}
