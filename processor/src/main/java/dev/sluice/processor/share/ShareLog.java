package dev.sluice.processor.share;

import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.config.KafkaRefusal;
import dev.sluice.processor.config.ProblemLog;
import dev.sluice.processor.config.SluiceConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and writes the log by which instances share limits. It begins with the first entry that is appended, and reads
 * from so far back that all that may still count is among it.
 */
public final class ShareLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShareLog.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** How far back the windows of limits reach, with plenty of room for clocks that differ. */
    private static final Duration BACK = Duration.ofMinutes(3);

    /** A day, with room for what was under way at its beginning. */
    private static final Duration KEPT = Duration.ofHours(25);

    /** An entry that is later than this is of no use. */
    private static final int DELIVERY_MS = 3_000;

    /** Hears of the log; called on the log's own threads. */
    public interface Listener {
        /** Entries of the log, in order, each at least once. */
        void read(List<Appended> entries);

        /** An entry was not appended, as far as is known. */
        void failed(ShareEntry entry);
    }

    /**
     * An entry of the log.
     *
     * @param entry it
     * @param millis when the broker appended it, by its clock
     */
    public record Appended(ShareEntry entry, long millis) {}

    private final SluiceConfig config;
    private final ProblemLog problems;
    private final ShareTopic topic;
    private final TopicPartition partition;
    private final Duration back;
    private final BooleanSupplier ofDays;
    private final InstantSource clock;
    private final Listener listener;
    private final Writer writer;
    private final Thread reading;
    private volatile boolean closed;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private boolean started;

    /**
     * @param config the configuration: brokers, topics and the endpoints' timeouts
     * @param ofDays whether there are limits per day: then the log is read from the day's beginning
     */
    public ShareLog(
            SluiceConfig config, InstantSource clock, BooleanSupplier ofDays, Listener listener) {
        this.ofDays = ofDays;
        this.config = config;
        this.problems = new ProblemLog(LOG, clock, "Limits hold everything back");
        this.back = BACK.plus(longestCall(config));
        this.topic = new ShareTopic(config, KEPT.plus(back.multipliedBy(2)), problems);
        this.partition = new TopicPartition(topic.name(), 0);
        this.clock = clock;
        this.listener = listener;
        this.writer =
                new Writer(
                        this::producer,
                        partition,
                        clock,
                        failure -> KafkaRefusal.orSilence(failure, config),
                        listener::failed);
        this.reading = new Thread(this::read, "shared-limits-reader");
        this.reading.setDaemon(true);
    }

    /** How long a call may last, to whichever endpoint. */
    public static Duration longestCall(SluiceConfig config) {
        return config.endpoints().values().stream()
                .map((EndpointConfig endpoint) -> endpoint.timeouts().total())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /**
     * Sees to it that the topic is there. Waits for the brokers, and for what they refuse, as long as it takes.
     *
     * @throws ConfigException if it cannot be created or is not as it has to be
     */
    public void prepare() throws InterruptedException {
        topic.await();
    }

    /** Appends an entry; never blocks. What becomes of it is told to the listener. */
    public synchronized void append(ShareEntry entry) {
        if (!started) {
            started = true;
            reading.start();
        }
        writer.append(entry);
    }

    @Override
    public synchronized void close() {
        closed = true;
        writer.close();
        Consumer<byte[], byte[]> reader = consumer;
        // A consumer that is interrupted complains; one that waits for brokers has nothing to wake.
        if (reader != null) {
            reader.wakeup();
        } else {
            reading.interrupt();
        }
    }

    private void read() {
        while (!closed) {
            try {
                topic.await();
                readOn();
            } catch (InterruptedException | InterruptException | WakeupException e) {
                if (!closed) {
                    LOG.error("The reader of the topic {} was interrupted", topic.name(), e);
                }
                return;
            } catch (ConfigException e) {
                e.problems().forEach(problems::tell);
                pause();
            } catch (KafkaException e) {
                problems.tell(KafkaRefusal.orSilence(e, config));
                pause();
            }
        }
    }

    private void readOn() {
        Map<String, Object> settings = new HashMap<>(config.kafka());
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        try (Consumer<byte[], byte[]> reader =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer = reader;
            reader.assign(List.of(partition));
            begin(reader);
            problems.mended();
            writer.start();
            while (!closed) {
                List<Appended> entries = new ArrayList<>();
                reader.poll(POLL).forEach(record -> add(record, entries));
                if (!entries.isEmpty()) {
                    listener.read(entries);
                }
            }
        } finally {
            consumer = null;
        }
    }

    private void begin(Consumer<byte[], byte[]> reader) {
        OffsetAndTimestamp since =
                reader.offsetsForTimes(Map.of(partition, since().toEpochMilli())).get(partition);
        if (since == null) {
            reader.seekToEnd(List.of(partition));
        } else {
            reader.seek(partition, since.offset());
        }
        // The place is found before the first entry of our own is written.
        LOG.info(
                "Reading shared limits from {} on, offset {}",
                partition,
                reader.position(partition));
    }

    /** All that may still count is not older. */
    private Instant since() {
        Instant now = clock.instant();
        return (ofDays.getAsBoolean() ? now.truncatedTo(ChronoUnit.DAYS) : now).minus(back);
    }

    private static void add(ConsumerRecord<byte[], byte[]> record, List<Appended> entries) {
        try {
            byte[] value = record.value() == null ? new byte[0] : record.value();
            entries.add(new Appended(EntryCodec.decode(value), record.timestamp()));
        } catch (SerializationException e) {
            LOG.error(
                    "{}-{} has a record at offset {} that is not an entry, and is left out",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e);
        }
    }

    private Producer<byte[], byte[]> producer() {
        Map<String, Object> settings = new HashMap<>(config.kafka());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, DELIVERY_MS - 1_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, DELIVERY_MS);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
