package dev.sluice.processor.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Who sends ahead of a commit, and when; no broker is needed for that. */
class SendAheadTest {
    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final Map<String, Object> NOBODY =
            Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");

    private long now;
    private final CommitPace pace = new CommitPace(INTERVAL, () -> now);

    @Test
    void aThreadThatWaitsForCallsSendsAhead() {
        AtomicInteger asked = new AtomicInteger();
        Calls calls = new Calls();
        try (GatedConsumer consumer =
                new GatedConsumer(
                        NOBODY, calls, pace, asked::incrementAndGet, Duration.ofMillis(10))) {
            consumer.assign(List.of(new TopicPartition("requests", 0)));
            assertThat(consumer.poll(INTERVAL)).isEmpty();
            assertThat(asked).hasValue(0);

            calls.inFlight = true;
            assertThat(consumer.poll(INTERVAL)).isEmpty();
            assertThat(asked).hasPositiveValue();

            calls.resultsWait = true;
            asked.set(0);
            assertThat(consumer.poll(INTERVAL)).isEmpty();
            assertThat(asked).as("there is something better to do").hasValue(0);
        }
    }

    @Test
    void theProducerSendsWhenACommitIsNear() {
        pace.ended();
        try (FencedProducer producer =
                new FencedProducer(
                        Map.of(
                                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                                "127.0.0.1:1",
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                "any"),
                        new CommittedOffsets(new NoPartitions()),
                        pace,
                        TransactionListener.NOBODY)) {
            pace.hurry();
            producer.sendAhead();
            assertThat(pace.sendAhead()).as("none is near").isFalse();

            now += INTERVAL.toNanos();
            producer.sendAhead();
            await().atMost(30, TimeUnit.SECONDS).until(() -> flushNanos(producer) > 0);
            assertThat(pace.sendAhead()).as("once").isFalse();
        }
    }

    private static double flushNanos(FencedProducer producer) {
        return producer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("flush-time-ns-total"))
                .mapToDouble(metric -> (Double) metric.getValue().metricValue())
                .sum();
    }

    private static final class NoPartitions implements CommittedOffsets.Owner {
        @Override
        public Set<TopicPartition> assignment() {
            return Set.of();
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            return Map.of();
        }
    }

    private static final class Calls implements Traffic {
        private boolean inFlight;
        private boolean resultsWait;

        @Override
        public boolean gated(TopicPartition partition) {
            return false;
        }

        @Override
        public boolean busy(TopicPartition partition) {
            return inFlight;
        }

        @Override
        public boolean resultsWaiting(TopicPartition partition) {
            return resultsWait;
        }
    }
}
