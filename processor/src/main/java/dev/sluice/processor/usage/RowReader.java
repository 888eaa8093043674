package dev.sluice.processor.usage;

import dev.sluice.v1.UsageTotals;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Reads the rows that are on this instance, and knows which instances have the others. Any thread may ask that may wait for a disk.
 *
 * <p>Rows are read as they are being added to: what was added since the last commit is seen, too.
 */
public final class RowReader {
    private final KafkaStreams streams;
    private final String deltas;
    private final int partitions;
    private final RunningTasks running;

    /**
     * @param streams the running stream
     * @param deltas topic of what outcomes add
     * @param partitions how many that has. Kafka Streams knows only of those of instances that told an address
     * @param running which partitions' rows are complete here
     */
    public RowReader(KafkaStreams streams, String deltas, int partitions, RunningTasks running) {
        this.streams = streams;
        this.deltas = deltas;
        this.partitions = partitions;
        this.running = running;
    }

    /** How many partitions all rows are on. */
    public int partitions() {
        return partitions;
    }

    /** Which one a tenant's rows are on: that of a record whose key is the tenant. */
    public int partition(String tenant) {
        return BuiltInPartitioner.partitionForKey(
                tenant.getBytes(StandardCharsets.UTF_8), partitions);
    }

    /** Those whose rows are complete on this instance. */
    public Set<Integer> running() {
        return running.partitions();
    }

    /**
     * Who has which partitions, or is to get them, as far as known here.
     *
     * @throws RowsNotReadyException if this instance is starting or stopping
     */
    public Map<HostInfo, Set<Integer>> owners() throws RowsNotReadyException {
        Map<HostInfo, Set<Integer>> owners = new HashMap<>();
        try {
            for (StreamsMetadata instance : streams.streamsMetadataForStore(UsageStage.STORE)) {
                for (TopicPartition each : instance.topicPartitions()) {
                    if (each.topic().equals(deltas)) {
                        owners.computeIfAbsent(instance.hostInfo(), host -> new TreeSet<>())
                                .add(each.partition());
                    }
                }
            }
        } catch (InvalidStateStoreException | IllegalStateException e) {
            throw new RowsNotReadyException(e);
        }
        return owners;
    }

    /**
     * Rows of a partition, in the order of their start.
     *
     * @param most where there are more rows than this, so many of them
     * @throws RowsNotReadyException if this instance has not got the partition, or not yet all of it, or lost it meanwhile
     */
    public List<UsageTotals> read(int partition, RowRange range, int most)
            throws RowsNotReadyException {
        Object run =
                running.run(partition)
                        .orElseThrow(() -> new RowsNotReadyException("is not restored here"));
        List<UsageTotals> rows;
        ReadOnlyKeyValueStore<Bytes, byte[]> store = store(partition);
        try {
            rows = range.in(store, most);
        } catch (InvalidStateStoreException e) {
            throw new RowsNotReadyException(e);
        }
        if (running.run(partition).filter(run::equals).isEmpty()) {
            throw new RowsNotReadyException("was given up while it was read");
        }
        return rows;
    }

    /** The active one alone: a standby may be behind. */
    private ReadOnlyKeyValueStore<Bytes, byte[]> store(int partition) throws RowsNotReadyException {
        try {
            return streams.store(
                    StoreQueryParameters.fromNameAndType(
                                    UsageStage.STORE,
                                    QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                            .withPartition(partition));
        } catch (InvalidStateStoreException | IllegalStateException e) {
            throw new RowsNotReadyException(e);
        }
    }
}
