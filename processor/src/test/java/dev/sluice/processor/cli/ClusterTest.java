package dev.sluice.processor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterTest {
    @Test
    void theTextOfAClusterHoldsNoCredentials() {
        Cluster cluster =
                new Cluster(
                        Map.of("bootstrap.servers", "h:1", "sasl.jaas.config", "hunter2"),
                        Map.of("schema.registry.basic.auth.user.info", "me:hunter2"),
                        "r",
                        "c",
                        "f");

        assertThat(cluster.toString()).contains("h:1").doesNotContain("hunter2");
    }
}
