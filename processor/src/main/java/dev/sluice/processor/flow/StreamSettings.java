package dev.sluice.processor.flow;

import dev.sluice.processor.config.AdminConfig;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.config.StreamConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/** The settings of Kafka Streams and its clients. What is set here is part of the engine and not open to configuration. */
public final class StreamSettings {
    /** Records that Streams takes at once: with as many buffered per partition, what may pass a gate that closes. */
    static final int MAX_POLL_RECORDS = 200;

    private static final int BUFFERED_RECORDS = 100;

    /**
     * Four times Kafka's own. Where many small requests are parked at once, fewer round trips take a third less of processor
     * time; much more than this would take much of the buffer where there are many partitions.
     */
    private static final int BATCH_BYTES = 64 << 10;

    /** Largest record that an outcome or the changelog may need, in bytes; topics are checked against it at start. */
    public static final int MAX_RECORD_BYTES = 64 << 20;

    /** How often usage is committed: shorter than any timeout of a transaction. */
    public static final Duration USAGE_COMMIT = Duration.ofMillis(500);

    private StreamSettings() {}

    /** All settings of an instance. */
    public static Map<String, Object> of(SluiceConfig config) {
        Map<String, Object> settings = new HashMap<>(config.kafka());
        settings.putAll(config.streams().properties());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // The other protocol ignores the supplied main consumer, and with it the gate, with just a
        // warning.
        settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.streams().threads());
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitMillis(config.streams()));
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.streams().stateDir().toString());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.topics().replication());
        settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
        settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        // The window's changelog is short by its settings, and what is parked is bounded: a task
        // may move at once, without a warm-up elsewhere.
        settings.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, Long.MAX_VALUE);
        // A task has one partition: there is none to wait for.
        settings.put(
                StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DefectHandler.class);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreSettings.class);
        globalHandler(settings);
        consumer(settings, config);
        producer(settings, config);
        return settings;
    }

    /**
     * All settings of the stream that adds usage up: a group of its own, with one thread, which commits seldom. So a row that changes
     * with every outcome is written once a commit.
     */
    public static Map<String, Object> ofUsage(SluiceConfig config) {
        Map<String, Object> settings = of(config);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId() + "-usage");
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, USAGE_COMMIT.toMillis());
        // Others ask here for the rows that this instance has.
        if (config.admin().port() != AdminConfig.OFF) {
            settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, config.admin().advertised());
        }
        // It has no use for any other answer to a defect than to start over.
        settings.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndFailProcessingExceptionHandler.class);
        return settings;
    }

    /**
     * How often Streams commits by itself, in milliseconds: seldom, as {@link CommitPace} says when it is to be done; but no transaction may
     * come near its timeout.
     */
    private static long commitMillis(StreamConfig streams) {
        return Math.max(
                streams.commitInterval().toMillis(), streams.transactionTimeout().toMillis() / 2);
    }

    private static void consumer(Map<String, Object> settings, SluiceConfig config) {
        long session = config.streams().sessionTimeout().toMillis();
        put(settings, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) session);
        // A third, as Kafka's documentation of heartbeat.interval.ms advises.
        put(settings, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) (session / 3));
        // Streams adds the number of the thread.
        config.streams()
                .instanceId()
                .ifPresent(id -> put(settings, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
        put(settings, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        // What is fetched and not yet handed out is heap too.
        put(settings, ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
    }

    /** Streams 4.3 warns at start where this is not set, on its own and once more for its assignor. */
    private static void globalHandler(Map<String, Object> settings) {
        String key = "processing.exception.handler.global.enabled";
        settings.put(key, true);
        put(settings, key, true);
    }

    private static void put(Map<String, Object> settings, String key, Object value) {
        settings.put(StreamsConfig.mainConsumerPrefix(key), value);
    }

    private static void producer(Map<String, Object> settings, SluiceConfig config) {
        settings.put(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                (int) config.streams().transactionTimeout().toMillis());
        settings.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                MAX_RECORD_BYTES);
        settings.put(
                StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG),
                (long) MAX_RECORD_BYTES);
        // Commits flush. In between only full batches should leave: what leaves sooner is not seen
        // sooner, and costs the broker, and this process, a tenth of their time in smaller ones.
        settings.put(
                StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
                (int) config.streams().commitInterval().toMillis());
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    }
}
