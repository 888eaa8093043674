package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.endpoint.EndpointOptions;
import dev.sluice.localstack.endpoint.Latency;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.SteadyLoad;
import dev.sluice.processor.support.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Instances that are stopped and started again, one after the other, while requests come: nothing is lost, or paid twice. */
@ExtendWith(BackboneExtension.class)
class RollingRestartIT {
    private static final Logger LOG = LoggerFactory.getLogger(RollingRestartIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int PER_SECOND = 200;
    private static final int PARTITIONS = 6;

    @TempDir Path folder;

    @Test
    void losesNothingAndPaysNothingTwice(Backbone backbone) {
        Topics topics = Topics.create(backbone, "rolling", PARTITIONS);
        EndpointOptions options =
                EndpointOptions.defaults().withLatency(Latency.fixed(Duration.ofMillis(500)));
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(options);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            InstanceConfig config =
                    InstanceConfig.of(backbone, topics, endpoint.url())
                            .with("streams.session-timeout", "30s");
            try (Instance first = start(config, "one");
                    Instance second = start(config, "two");
                    Instance third = start(config, "three")) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        // Before the first of them joins there is no group.
                        .ignoreExceptionsInstanceOf(IllegalStateException.class)
                        .until(() -> topics.shares(backbone).equals(List.of(2, 2, 2)));
                try (SteadyLoad load = SteadyLoad.start(publisher, PER_SECOND);
                        Instance one = again(first, config, "one", outcomes);
                        Instance two = again(second, config, "two", outcomes);
                        Instance three = again(third, config, "three", outcomes)) {
                    int requests = load.end();
                    outcomes.await(requests, PATIENCE).drain(Duration.ofSeconds(1));
                    tell(outcomes.records());
                    assertThat(List.of(one, two, three)).allMatch(Instance::isAlive);
                    assertThat(outcomes.doubled()).isEmpty();
                    assertThat(outcomes.completions()).hasSize(requests);
                    assertThat(endpoint.stats().requests()).as("calls").isEqualTo(requests);
                    givesWayToAnotherOfItsId(one, config, publisher, outcomes);
                }
            }
        }
    }

    /** By mistake: the later one works, the earlier one says why it does not any more. */
    private void givesWayToAnotherOfItsId(
            Instance one, InstanceConfig config, Publisher publisher, Outcomes outcomes) {
        int requests = outcomes.distinct();
        try (Instance other =
                Instance.start(
                        config.with("streams.instance-id", "one"), folder.resolve("other"))) {
            outcomes.awaitUntil(
                    () -> one.log().contains("Another instance runs with this one's"), PATIENCE);
            publisher.sendMany(requests, PER_SECOND);
            outcomes.await(requests + PER_SECOND, PATIENCE);
            assertThat(outcomes.doubled()).isEmpty();
            assertThat(other.isAlive()).isTrue();
        }
    }

    private Instance start(InstanceConfig config, String name) {
        return Instance.start(config.with("streams.instance-id", name), folder.resolve(name));
    }

    /** Stops an instance, and starts it again; returns when all partitions flow. */
    private Instance again(
            Instance instance, InstanceConfig config, String name, Outcomes outcomes) {
        awaitFlow(outcomes);
        instance.stop();
        outcomes.awaitUntil(() -> !instance.isAlive(), PATIENCE);
        Instance again = start(config, name);
        awaitFlow(outcomes);
        return again;
    }

    /** Each partition has an answer to a call that was made from now on. */
    private static void awaitFlow(Outcomes outcomes) {
        Instant begin = Instant.now();
        outcomes.awaitUntil(
                () ->
                        outcomes.completions().stream()
                                        .filter(
                                                one ->
                                                        one.getTimings()
                                                                .getDispatchedAt()
                                                                .isAfter(begin))
                                        .map(one -> one.getPosition().getPartition())
                                        .distinct()
                                        .count()
                                == PARTITIONS,
                PATIENCE);
    }

    /** How long there was no outcome at all, and none in one partition. */
    private static void tell(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<Integer, List<Long>> times = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            times.computeIfAbsent(record.partition(), any -> new ArrayList<>())
                    .add(record.timestamp());
        }
        LOG.info(
                "Longest time without an outcome: {} ms, in one partition: {} ms",
                longestGap(records.stream().map(ConsumerRecord::timestamp).sorted().toList()),
                Collections.max(
                        times.values().stream().map(RollingRestartIT::longestGap).toList()));
    }

    private static long longestGap(List<Long> times) {
        long longest = 0;
        for (int i = 1; i < times.size(); i++) {
            longest = Math.max(longest, times.get(i) - times.get(i - 1));
        }
        return longest;
    }
}
