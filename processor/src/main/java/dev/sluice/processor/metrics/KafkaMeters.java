package dev.sluice.processor.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;

/**
 * What Kafka's own clients and streams tell of themselves, as far as it matters. They have thousands of numbers, many by topic and
 * partition; these are by client or thread.
 */
public final class KafkaMeters implements AutoCloseable {
    private static final String PREFIX = "kafka.";

    private static final Set<String> SHOWN =
            Set.of(
                    "kafka.consumer.coordinator.assigned.partitions",
                    "kafka.consumer.coordinator.failed.rebalance.total",
                    "kafka.consumer.coordinator.last.heartbeat.seconds.ago",
                    "kafka.consumer.coordinator.rebalance.latency.max",
                    "kafka.consumer.coordinator.rebalance.total",
                    "kafka.consumer.last.poll.seconds.ago",
                    "kafka.producer.buffer.available.bytes",
                    "kafka.producer.request.latency.avg",
                    "kafka.producer.txn.commit.time.ns.total",
                    "kafka.stream.thread.blocked.time.ns.total",
                    "kafka.stream.thread.commit.latency.avg",
                    "kafka.stream.thread.commit.latency.max",
                    "kafka.stream.thread.commit.total",
                    "kafka.stream.thread.process.latency.max",
                    "kafka.stream.thread.punctuate.latency.max");

    private final MeterRegistry registry;
    private final List<KafkaStreamsMetrics> streams = new ArrayList<>();

    /**
     * Shows no stream yet.
     *
     * @param registry a registry without Kafka's meters
     */
    KafkaMeters(MeterRegistry registry) {
        this.registry = registry;
        registry.config()
                .meterFilter(
                        MeterFilter.deny(
                                id ->
                                        id.getName().startsWith(PREFIX)
                                                && !SHOWN.contains(id.getName())));
    }

    /**
     * Shows a stream and its clients.
     *
     * @param name what to call it
     */
    public void show(String name, KafkaStreams stream) {
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(stream, Tags.of("stream", name));
        metrics.bindTo(registry);
        streams.add(metrics);
    }

    @Override
    public void close() {
        streams.forEach(KafkaStreamsMetrics::close);
    }
}
