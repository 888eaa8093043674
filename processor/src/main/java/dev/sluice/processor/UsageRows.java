package dev.sluice.processor;

import dev.sluice.processor.admin.usage.InstanceAddress;
import dev.sluice.processor.admin.usage.NotReadyException;
import dev.sluice.processor.admin.usage.UsageQuestion;
import dev.sluice.processor.admin.usage.UsageSource;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.flow.ReadyTopics;
import dev.sluice.processor.usage.RowRange;
import dev.sluice.processor.usage.RowReader;
import dev.sluice.processor.usage.RowsNotReadyException;
import dev.sluice.processor.usage.RunningTasks;
import dev.sluice.v1.UsageTotals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;

/** The rows of usage for those who ask over HTTP. */
final class UsageRows implements UsageSource {
    private final InstanceAddress self;
    private final RowReader rows;

    private UsageRows(InstanceAddress self, RowReader rows) {
        this.self = self;
        this.rows = rows;
    }

    /** The rows that the stream adds up. */
    static UsageRows of(
            SluiceConfig config,
            KafkaStreams streams,
            ReadyTopics.Partitioned deltas,
            RunningTasks running) {
        return new UsageRows(
                // Read as Kafka Streams reads it, whose word on the others it is compared with.
                address(
                        Objects.requireNonNull(
                                HostInfo.buildFromEndpoint(config.admin().advertised()))),
                new RowReader(streams, deltas.name(), deltas.partitions(), running));
    }

    @Override
    public InstanceAddress self() {
        return self;
    }

    @Override
    public int partitions() {
        return rows.partitions();
    }

    @Override
    public int partition(String tenant) {
        return rows.partition(tenant);
    }

    @Override
    public Map<InstanceAddress, Set<Integer>> owners() throws NotReadyException {
        try {
            Map<InstanceAddress, Set<Integer>> owners = new HashMap<>();
            rows.owners().forEach((host, partitions) -> owners.put(address(host), partitions));
            return owners;
        } catch (RowsNotReadyException e) {
            throw new NotReadyException(e);
        }
    }

    @Override
    public Set<Integer> running() {
        return rows.running();
    }

    @Override
    public List<UsageTotals> read(int partition, UsageQuestion question, int most)
            throws NotReadyException {
        RowRange range =
                new RowRange(
                        question.window(),
                        question.from(),
                        question.to(),
                        account ->
                                question.isAbout(
                                        account.tenant(), account.model(), account.endpoint()));
        try {
            return rows.read(partition, range, most);
        } catch (RowsNotReadyException e) {
            throw new NotReadyException(e);
        }
    }

    private static InstanceAddress address(HostInfo host) {
        return new InstanceAddress(host.host(), host.port());
    }
}
