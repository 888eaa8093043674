package dev.sluice.processor.flow;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * Gives Streams its clients: Kafka's own, but for the gated main consumer and the fenced producer, which it pairs by
 * the stream thread that they are made for.
 */
public final class SluiceClientSupplier extends DefaultKafkaClientSupplier {
    private static final String CONSUMER_SUFFIX = "-consumer";
    private static final String PRODUCER_SUFFIX = "-producer";

    private final Traffic traffic;
    private final Duration commitInterval;
    private final TransactionListener listener;
    private final Map<String, Consumer<byte[], byte[]>> consumers = new ConcurrentHashMap<>();
    private final Map<String, FencedProducer> producers = new ConcurrentHashMap<>();
    private final Map<String, CommitPace> paces = new ConcurrentHashMap<>();

    /**
     * @param traffic what is known of the partitions
     * @param commitInterval how soon outcomes are to be committed
     * @param listener hears how transactions end
     */
    public SluiceClientSupplier(
            Traffic traffic, Duration commitInterval, TransactionListener listener) {
        this.traffic = traffic;
        this.commitInterval = commitInterval;
        this.listener = listener;
    }

    /** When the calling stream thread should commit. */
    public CommitPace commitPace() {
        return pace(Thread.currentThread().getName());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        String thread = thread(config, CONSUMER_SUFFIX);
        // Half of the interval at most, so that commits stay on time.
        GatedConsumer consumer =
                new GatedConsumer(
                        config,
                        traffic,
                        pace(thread),
                        () -> sendAhead(thread),
                        commitInterval.dividedBy(2));
        consumers.put(thread, consumer);
        return consumer;
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        String thread = thread(config, PRODUCER_SUFFIX);
        FencedProducer producer =
                new FencedProducer(
                        config, new CommittedOffsets(owner(thread)), pace(thread), listener);
        producers.put(thread, producer);
        return producer;
    }

    private void sendAhead(String thread) {
        FencedProducer producer = producers.get(thread);
        if (producer != null) {
            producer.sendAhead();
        }
    }

    private CommitPace pace(String thread) {
        return paces.computeIfAbsent(
                thread, any -> new CommitPace(commitInterval, System::nanoTime));
    }

    private CommittedOffsets.Owner owner(String thread) {
        return new CommittedOffsets.Owner() {
            @Override
            public Set<TopicPartition> assignment() {
                return consumer().assignment();
            }

            @Override
            public Map<TopicPartition, OffsetAndMetadata> committed(
                    Set<TopicPartition> partitions) {
                return consumer().committed(partitions);
            }

            private Consumer<byte[], byte[]> consumer() {
                Consumer<byte[], byte[]> consumer = consumers.get(thread);
                if (consumer == null) {
                    throw new IllegalStateException("No consumer was made for " + thread);
                }
                return consumer;
            }
        };
    }

    /** Streams names the clients of a thread after it: {@code <thread>-consumer} and {@code <thread>-producer}. */
    private static String thread(Map<String, Object> config, String suffix) {
        String client = String.valueOf(config.get(CommonClientConfigs.CLIENT_ID_CONFIG));
        if (!client.endsWith(suffix)) {
            throw new IllegalStateException(
                    "Streams names its clients in another way than this version was built for: "
                            + client);
        }
        return client.substring(0, client.length() - suffix.length());
    }
}
