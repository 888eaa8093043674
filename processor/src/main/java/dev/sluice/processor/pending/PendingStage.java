package dev.sluice.processor.pending;

import dev.sluice.processor.outcome.OutcomeListener;
import dev.sluice.processor.schedule.WorkIntake;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Makes the pending processor of each task, with its stores.
 *
 * @param topic the request topic
 * @param windows the instance's windows
 * @param reader reads what the window keeps, those restored included
 * @param intake where work is handed in
 * @param clock the time at which a request is taken in
 * @param commits when to commit
 * @param listener hears of outcomes
 * @param maxEntryBytes largest entry that the stores' changelogs must take, in bytes
 * @param ordered whether requests of one record key keep their order
 * @param usage whether it is passed on what outcomes add to usage
 */
public record PendingStage(
        String topic,
        Windows windows,
        RequestReaders reader,
        WorkIntake intake,
        InstantSource clock,
        Commits commits,
        OutcomeListener listener,
        int maxEntryBytes,
        boolean ordered,
        boolean usage)
        implements ProcessorSupplier<byte[], Arrival, byte[], byte[]> {
    /**
     * Name of the store: requests by offset, as {@link EntryCodec} writes them. Their bytes, because a store reads what
     * it deletes, and that is the commonest thing that happens to an entry.
     */
    public static final String STORE = "pending";

    /** Name of the store of parked requests, on disk, as {@link Park} writes them. */
    public static final String PARKED_STORE = "parked";

    /** Name of the node that publishes pieces of streamed answers. */
    public static final String CHUNKS = "chunks";

    @Override
    public Processor<byte[], Arrival, byte[], byte[]> get() {
        return new PendingProcessor(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(STORE),
                                Serdes.Long(),
                                Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingEnabled(changelog()),
                // It is there even where nothing is to be parked: an earlier run may have left
                // something.
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(PARKED_STORE),
                                Serdes.Bytes(),
                                Serdes.ByteArray())
                        .withCachingDisabled()
                        .withLoggingEnabled(changelog()));
    }

    /**
     * Nearly every entry is deleted soon: the changelogs are kept short, so that a restore reads little more than what is
     * pending, or parked.
     */
    private Map<String, String> changelog() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.SEGMENT_BYTES_CONFIG,
                String.valueOf(16 << 20),
                TopicConfig.SEGMENT_MS_CONFIG,
                "600000",
                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                "0.1",
                TopicConfig.DELETE_RETENTION_MS_CONFIG,
                "60000",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                String.valueOf(maxEntryBytes));
    }
}
