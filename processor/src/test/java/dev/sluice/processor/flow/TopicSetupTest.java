package dev.sluice.processor.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.SluiceConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

/** How the check waits, without brokers. */
class TopicSetupTest {
    private final SluiceConfig config = FlowConfigs.creating("localhost:1");
    private final List<Duration> pauses = new ArrayList<>();

    @Test
    void pausesGrowToALimitUntilTheThreadIsInterrupted() {
        TopicSetup setup = new TopicSetup(TopicSetupTest::unresolved, config, this::pause);

        assertThatThrownBy(setup::await).isInstanceOf(InterruptedException.class);
        assertThat(pauses)
                .extracting(Duration::toMillis)
                .containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 10_000L, 10_000L);
    }

    @Test
    void aClientThatCannotBeMadeIsAProblemAtOnce() {
        TopicSetup setup =
                new TopicSetup(
                        () ->
                                Admin.create(
                                        Map.of(
                                                "bootstrap.servers",
                                                "localhost:1",
                                                "security.protocol",
                                                "NONE")),
                        config,
                        this::pause);

        assertThatThrownBy(setup::await)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("kafka: ")
                .hasMessageContaining("security.protocol");
        assertThat(pauses).isEmpty();
    }

    private static Admin unresolved() {
        throw new KafkaException(
                "Failed to create new KafkaAdminClient",
                new org.apache.kafka.common.config.ConfigException(
                        "No resolvable bootstrap urls given in bootstrap.servers"));
    }

    private void pause(Duration duration) throws InterruptedException {
        pauses.add(duration);
        if (pauses.size() == 7) {
            throw new InterruptedException();
        }
    }
}
