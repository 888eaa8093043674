package dev.sluice.processor.cli;

import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.Position;
import java.io.Closeable;
import java.io.IOException;

/** Takes the outcomes of a batch, one for each request, in the order in which they are read. */
public interface OutcomeSink extends Closeable {
    /** Opens a sink once it is sure that there is something to collect. */
    interface Opener {
        OutcomeSink open() throws IOException;
    }

    /** An answer. */
    void completion(ChatCompletion completion) throws IOException;

    /** A request that was not answered. */
    void failure(ChatFailure failure) throws IOException;

    /**
     * A second outcome for a request that has one. It is handed over nowhere else, and must never happen: somebody
     * has to be told.
     */
    void duplicate(Position position, String topic, int partition, long offset);

    /** No more outcomes wait to be handed over at the moment. */
    void flush() throws IOException;
}
