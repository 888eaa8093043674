package dev.sluice.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.LimitConfig;
import dev.sluice.processor.config.Problem;
import dev.sluice.schemas.AvroSerializer;
import dev.sluice.schemas.Schemas;
import dev.sluice.v1.LimitSetting;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told, and when, of a topic in the hands of the test. */
class LimitsFollowerTest {
    private static final String TOPIC = "limits";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final Schemas schemas =
            Schemas.connect(Map.of("schema.registry.url", "mock://limits-follower"));
    private final List<Long> told = new CopyOnWriteArrayList<>();
    private final List<String> found = new CopyOnWriteArrayList<>();
    private final Deque<MockConsumer<byte[], byte[]>> consumers = new ConcurrentLinkedDeque<>();
    private final LimitsFollower follower =
            new LimitsFollower(
                    new SettingsSource() {
                        @Override
                        public Consumer<byte[], byte[]> open() {
                            return consumers.removeFirst();
                        }

                        @Override
                        public void found(String topic) {
                            found.add(topic);
                        }
                    },
                    TOPIC,
                    failure -> new Problem("kafka", String.valueOf(failure.getMessage())),
                    new LiveLimits(Map.of("rpm", Drafts.configured("rpm", 600)), Set.of("there")),
                    schemas,
                    this::tell);

    @AfterEach
    void stop() {
        follower.close();
    }

    @Test
    void whatTheTopicHeldIsToldOnceAndBeforeTheEndIsReached() throws Exception {
        MockConsumer<byte[], byte[]> consumer = consumer(3);
        consumer.schedulePollTask(() -> add(consumer, 0, encoded(300), encoded(200)));
        consumer.schedulePollTask(() -> add(consumer, 2, encoded(100)));

        follower.start();
        follower.awaitEnd();

        assertThat(told).containsExactly(100L);
        assertThat(found).containsExactly(TOPIC);
    }

    @Test
    void whatComesLaterIsToldEachTimeAndBadRecordsAreNot() throws Exception {
        MockConsumer<byte[], byte[]> consumer = consumer(0);
        follower.start();
        follower.awaitEnd();
        assertThat(told).isEmpty();

        consumer.schedulePollTask(() -> add(consumer, 0, encoded(300)));
        consumer.schedulePollTask(() -> add(consumer, 1, "junk".getBytes(UTF_8), encoded(0)));
        consumer.schedulePollTask(() -> add(consumer, 3, new byte[][] {null}));

        awaitTold(300L, 600L);
    }

    @Test
    void aTopicThatComesLaterIsFollowed() throws Exception {
        MockConsumer<byte[], byte[]> consumer = consumer(1);
        consumer.updatePartitions(TOPIC, List.of());
        follower.start();
        follower.awaitEnd();

        consumer.schedulePollTask(() -> add(consumer, 0, encoded(300)));
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));

        awaitTold(300L);
        assertThat(found).containsExactly(TOPIC);
    }

    @Test
    void anotherConsumerGoesOnWhereTheFirstOneBroke() throws Exception {
        MockConsumer<byte[], byte[]> broken = consumer(2);
        broken.schedulePollTask(() -> add(broken, 0, encoded(300), encoded(200)));
        broken.schedulePollTask(() -> broken.setPollException(new KafkaException("broken")));
        MockConsumer<byte[], byte[]> next = consumer(3);
        // What it would read again, were it to begin at the beginning.
        next.schedulePollTask(() -> add(next, 0, encoded(300), encoded(200), encoded(100)));

        follower.start();
        follower.awaitEnd();

        awaitTold(200L, 100L);
        assertThat(broken.closed()).isTrue();
    }

    private void awaitTold(Long... limits) {
        Awaitility.await().untilAsserted(() -> assertThat(told).containsExactly(limits));
    }

    private void tell(Collection<LimitConfig> limits) {
        told.add(limits.iterator().next().requestsPerMinute().orElseThrow());
    }

    private MockConsumer<byte[], byte[]> consumer(long end) {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, end));
        consumers.add(consumer);
        return consumer;
    }

    private static void add(
            MockConsumer<byte[], byte[]> consumer, long first, byte[] @Nullable ... values) {
        for (int i = 0; i < values.length; i++) {
            consumer.addRecord(
                    new ConsumerRecord<>(TOPIC, 0, first + i, "rpm".getBytes(UTF_8), values[i]));
        }
    }

    private byte[] encoded(long requestsPerMinute) {
        LimitSetting setting = LimitSettings.of(Drafts.perMinute(requestsPerMinute));
        try (AvroSerializer<LimitSetting> serializer = new AvroSerializer<>(schemas)) {
            return Objects.requireNonNull(serializer.serialize(TOPIC, setting));
        }
    }
}
