package dev.sluice.processor.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;

class BrokerCheckTest {
    @Test
    void whereNobodyAnswersItSaysWhereItAsked() throws InterruptedException {
        try (BrokerCheck check = BrokerCheck.of(FlowConfigs.creating("127.0.0.1:1"))) {
            assertThat(check.ask())
                    .hasValue(
                            "no broker answers within 3 s at 127.0.0.1:1 (kafka.bootstrap.servers)");
        }
    }

    @Test
    void aClientThatCannotBeMadeIsTriedAgain() throws InterruptedException {
        AtomicInteger tries = new AtomicInteger();
        try (BrokerCheck check =
                new BrokerCheck(
                        () -> unresolved(tries), Map.of("bootstrap.servers", "nowhere:1"))) {
            assertThat(check.ask())
                    .hasValue(
                            "no broker at nowhere:1 (kafka.bootstrap.servers): No resolvable bootstrap urls");
            assertThat(check.ask()).isPresent();
            assertThat(tries).hasValue(2);
        }
    }

    @Test
    void aLoginThatIsRefusedIsToldByItsSetting() throws InterruptedException {
        try (BrokerCheck check =
                new BrokerCheck(
                        () -> {
                            throw new KafkaException(new SaslAuthenticationException("no"));
                        },
                        Map.of())) {
            assertThat(check.ask())
                    .hasValue("the brokers refuse the login: no (kafka.sasl.jaas.config)");
        }
    }

    private static Admin unresolved(AtomicInteger tries) {
        tries.incrementAndGet();
        throw new KafkaException(
                "Failed to create new KafkaAdminClient",
                new org.apache.kafka.common.config.ConfigException("No resolvable bootstrap urls"));
    }
}
