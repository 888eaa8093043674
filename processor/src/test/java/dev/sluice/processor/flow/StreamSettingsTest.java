package dev.sluice.processor.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.SluiceConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamSettingsTest {
    @Test
    void streamsCommitsByItselfSeldomAndLongBeforeATransactionTimesOut() {
        SluiceConfig config = FlowConfigs.creating("localhost:1");
        long timeout = config.streams().transactionTimeout().toMillis();

        Object commits = StreamSettings.of(config).get(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG);

        assertThat((Long) commits)
                .isGreaterThan(10 * config.streams().commitInterval().toMillis())
                .isLessThanOrEqualTo(timeout / 2);
    }
}
