package dev.sluice.processor.usage;

import dev.sluice.processor.config.UsageConfig;
import dev.sluice.schemas.RecordEncoder;
import dev.sluice.v1.UsageTotals;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Makes the processor that adds usage up, for each task, with its stores.
 *
 * @param config which windows, and for how long
 * @param deltas topic of what outcomes add
 * @param encoder encodes totals with their topic's schema id
 * @param running learns which partitions' rows are complete here
 * @param lost hears of lost calls
 */
public record UsageStage(
        UsageConfig config,
        String deltas,
        RecordEncoder<UsageTotals> encoder,
        RunningTasks running,
        LostCalls lost)
        implements ProcessorSupplier<byte[], byte[], Object, byte[]> {
    /** Name of the store of rows, on disk, as {@link RowKey} and {@link RowCodec} write them. */
    public static final String STORE = "rows";

    /** Name of the store of the keys of rows that changed and were not published since. */
    static final String UNPUBLISHED_STORE = "unpublished";

    /** Name of the store of the calls that runs of instances have sent. */
    static final String CALLS_STORE = "calls";

    /** Name of the node that passes on what outcomes add. */
    public static final String DELTAS = "usage-deltas";

    /** Name of the node that passes on which calls were lost. */
    public static final String CORRECTIONS = "usage-corrections";

    /** Name of the node that publishes totals. */
    public static final String TOTALS = "usage-totals";

    @Override
    public Processor<byte[], byte[], Object, byte[]> get() {
        return new UsageProcessor(this);
    }

    /** Cached, so that a row that changes many times between two commits is written once. */
    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(CALLS_STORE),
                                Serdes.Bytes(),
                                Serdes.ByteArray())
                        .withCachingEnabled()
                        .withLoggingEnabled(Map.of()),
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(STORE),
                                Serdes.Bytes(),
                                Serdes.ByteArray())
                        .withCachingEnabled()
                        .withLoggingEnabled(Map.of()),
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(UNPUBLISHED_STORE),
                                Serdes.Bytes(),
                                Serdes.ByteArray())
                        .withCachingEnabled()
                        .withLoggingEnabled(
                                // Nearly every entry is deleted soon.
                                Map.of(
                                        TopicConfig.SEGMENT_BYTES_CONFIG,
                                        String.valueOf(16 << 20),
                                        TopicConfig.SEGMENT_MS_CONFIG,
                                        "600000",
                                        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                                        "0.1",
                                        TopicConfig.DELETE_RETENTION_MS_CONFIG,
                                        "60000")));
    }
}
