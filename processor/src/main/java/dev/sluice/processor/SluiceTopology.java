package dev.sluice.processor;

import dev.sluice.processor.admission.AdmissionStage;
import dev.sluice.processor.config.TopicsConfig;
import dev.sluice.processor.duplicate.DuplicateStage;
import dev.sluice.processor.flow.AppendTime;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.pending.PendingStage;
import dev.sluice.processor.usage.RowKey;
import dev.sluice.processor.usage.UsageStage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * The whole flow. Data moves one way:
 *
 * <pre>
 * requests ─▶ admission ─▶ duplicates ─▶ pending ─▶ (schedule ─▶ dispatch ─▶ outcome) ─▶ completions
 *                 │              │                                          └──────────▶ chunks, where they are asked for
 *                 ├──────────────┴───────────────────────────────────────────────────────▶ failures
 *                 └──▶ what each outcome adds ─▶ usage ──────────────────────────────────▶ usage
 * </pre>
 *
 * What stands in brackets happens off the stream threads: pending hands requests to the scheduler and gets outcomes back.
 * Where repeats are allowed, nothing looks for duplicates. What outcomes add goes to usage over an internal topic, in their transaction: by tenant, whatever their own keys are.
 */
public final class SluiceTopology {
    static final String REQUESTS = "requests";

    /** Name of the node that admitted requests go to. */
    public static final String PENDING = "pending";

    /** Name of the node that looks for repeats among them. */
    public static final String DUPLICATES = "duplicates";

    static final String ADMISSION = "admission";
    static final String ADDED = "usage-added";
    static final String USAGE = "usage";

    private SluiceTopology() {}

    /**
     * The topology over the configured topics.
     *
     * @param admission hands on to {@link #DUPLICATES} where there is that stage, and to {@link #PENDING} otherwise
     * @param duplicates where repeats are not allowed
     * @param chunks whether there is a topic for pieces of streamed answers
     * @param usageDeltas the topic of what outcomes add to usage, where that is added up
     */
    public static Topology of(
            TopicsConfig topics,
            AdmissionStage admission,
            Optional<DuplicateStage> duplicates,
            PendingStage pending,
            boolean chunks,
            Optional<String> usageDeltas) {
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
                .addProcessor(ADMISSION, admission, REQUESTS);
        duplicates.ifPresent(stage -> topology.addProcessor(DUPLICATES, stage, ADMISSION));
        String admitted = duplicates.isPresent() ? DUPLICATES : ADMISSION;
        String[] ending = Stream.of(ADMISSION, admitted, PENDING).distinct().toArray(String[]::new);
        topology.addProcessor(PENDING, pending, admitted)
                .addSink(completions, topics.completions(), out, out, PENDING)
                .addSink(failures, topics.failures(), out, out, ending);
        // What could not be read when it came is looked at there.
        duplicates.ifPresent(
                stage -> topology.connectProcessorAndStateStores(PENDING, DuplicateStage.STORE));
        if (chunks) {
            topology.addSink(PendingStage.CHUNKS, topics.chunks(), out, out, PENDING);
        }
        usageDeltas.ifPresent(
                deltas -> topology.addSink(UsageStage.DELTAS, deltas, out, out, ending));
        return topology;
    }

    /**
     * The part that adds usage up. It is a stream of its own, with transactions of its own: what it writes must not make those
     * longer that requests wait for, and it may gather more in each.
     */
    public static Topology usage(TopicsConfig topics, UsageStage usage) {
        ByteArrayDeserializer in = new ByteArrayDeserializer();
        ByteArraySerializer out = new ByteArraySerializer();
        return new Topology()
                .addSource(AutoOffsetReset.earliest(), ADDED, in, in, usage.deltas())
                .addProcessor(USAGE, usage, ADDED)
                .addSink(UsageStage.CORRECTIONS, usage.deltas(), out, out, USAGE)
                .addSink(
                        UsageStage.TOTALS,
                        topics.usage(),
                        (topic, key) -> bytes(key.text()),
                        out,
                        SluiceTopology::ofTenant,
                        USAGE);
    }

    /** All that is a tenant's is on one partition: that of a record whose key is the tenant. */
    private static Optional<Set<Integer>> ofTenant(
            String topic, RowKey key, byte[] value, int partitions) {
        return Optional.of(
                Set.of(
                        BuiltInPartitioner.partitionForKey(
                                bytes(key.account().tenant()), partitions)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
