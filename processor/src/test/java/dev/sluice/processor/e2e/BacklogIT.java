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
import dev.sluice.processor.support.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Promise 2: the backlog stays in Kafka, and memory is bounded by the window. */
@ExtendWith(BackboneExtension.class)
class BacklogIT {
    private static final int BACKLOG = Integer.getInteger("sluice.test.backlog", 100_000);
    private static final int PARTITIONS = 4;
    private static final int WINDOW = 1_000;

    /** What Streams has polled already when a gate closes: one poll of 200 records, and a buffer of 100. */
    private static final int OVERSHOOT = 300;

    /** Slow enough for the windows to fill on a busy machine. */
    private static final int IN_FLIGHT = 100;

    /** Enough for every window to have been full and to have moved on. */
    private static final int PROCESSED = 6_000;

    private static final Pattern PEAK =
            Pattern.compile("Stopping; .* at most (\\d+) in one partition");

    @TempDir Path folder;

    @Test
    void aLargeBacklogNeedsNoMoreMemoryThanASmallOne(Backbone backbone) {
        Topics topics = Topics.create(backbone, "backlog", PARTITIONS);
        EndpointOptions options =
                EndpointOptions.defaults()
                        .withLatency(Latency.fixed(Duration.ofMillis(200)))
                        .withRecorded(0);
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(options);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            publisher.sendMany(BACKLOG);
            InstanceConfig config =
                    InstanceConfig.of(backbone, topics, endpoint.url())
                            .with("pending.window-records", WINDOW)
                            .with("dispatch.max-in-flight", IN_FLIGHT);
            try (Instance instance =
                    Instance.start(config, folder, "-Xmx512m", "-XX:+ExitOnOutOfMemoryError")) {
                outcomes.await(PROCESSED, Duration.ofMinutes(2));
                assertThat(instance.isAlive()).isTrue();

                instance.stop();
                Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !instance.isAlive());

                assertThat(peak(instance)).isBetween(WINDOW, WINDOW + OVERSHOOT);
                assertThat(instance.log()).contains("Stopped").doesNotContain("OutOfMemoryError");
            }
            assertThat(outcomes.doubled()).isEmpty();
            assertThat(outcomes.failures()).isEmpty();
        }
    }

    private static int peak(Instance instance) {
        Matcher peak = PEAK.matcher(instance.log());
        assertThat(peak.find()).as("a line at the stop that tells the peak").isTrue();
        return Integer.parseInt(peak.group(1));
    }
}
