package dev.sluice.processor;

import dev.sluice.processor.admission.AdmissionStage;
import dev.sluice.processor.config.TopicsConfig;
import dev.sluice.processor.flow.AppendTime;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.pending.PendingStage;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * The whole flow. Data moves one way:
 *
 * <pre>
 * requests ─▶ admission ─▶ pending ─▶ (schedule ─▶ dispatch ─▶ outcome) ─▶ completions
 *                 │                                          └──────────▶ chunks, where they are asked for
 *                 └───────────────────────────────────────────────────────▶ failures
 * </pre>
 *
 * What stands in brackets happens off the stream threads: pending hands requests to the scheduler and gets outcomes back.
 */
public final class SluiceTopology {
    static final String REQUESTS = "requests";

    /** Name of the node that admitted requests go to. */
    public static final String PENDING = "pending";

    static final String ADMISSION = "admission";

    private SluiceTopology() {}

    /**
     * The topology over the configured topics.
     *
     * @param chunks whether there is a topic for pieces of streamed answers
     */
    public static Topology of(
            TopicsConfig topics, AdmissionStage admission, PendingStage pending, boolean chunks) {
        String completions = Outcome.Kind.COMPLETION.sink();
        String failures = Outcome.Kind.FAILURE.sink();
        ByteArrayDeserializer in = new ByteArrayDeserializer();
        ByteArraySerializer out = new ByteArraySerializer();
        Topology topology = new Topology();
        topology.addSource(
                        AutoOffsetReset.earliest(),
                        REQUESTS,
                        new AppendTime(),
                        in,
                        in,
                        topics.requests())
                .addProcessor(ADMISSION, admission, REQUESTS)
                .addProcessor(PENDING, pending, ADMISSION)
                .addSink(completions, topics.completions(), out, out, PENDING)
                .addSink(failures, topics.failures(), out, out, ADMISSION, PENDING);
        if (chunks) {
            topology.addSink(PendingStage.CHUNKS, topics.chunks(), out, out, PENDING);
        }
        return topology;
    }
}
