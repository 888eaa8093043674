package dev.sluice.processor.config;

import static dev.sluice.processor.config.Loading.MINIMAL;
import static dev.sluice.processor.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes to Kafka's clients, and what may not. */
class PassedOnTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "group.protocol: streams | group.protocol: Sluice sets this itself: classic, because with streams the consumer that bounds the window would be ignored",
                "consumer.isolation.level: x | consumer.isolation.level: Sluice sets this itself: exactly-once processing depends on it",
                "main.consumer.enable.auto.commit: x | main.consumer.enable.auto.commit: Sluice sets this itself: exactly-once processing depends on it",
                "producer.transactional.id: x | producer.transactional.id: Sluice sets this itself: exactly-once processing depends on it",
                "processing.guarantee: x | processing.guarantee: Sluice sets this itself: exactly-once processing depends on it",
                "value.deserializer: x | value.deserializer: Sluice sets this itself: records travel as bytes",
                "commit.interval.ms: 100 | commit.interval.ms: set streams.commit-interval instead",
                "main.consumer.group.instance.id: a | main.consumer.group.instance.id: set streams.instance-id instead",
                "bootstrap.servers: a:1 | bootstrap.servers: set kafka.bootstrap.servers instead",
            })
    void ownedByTheService(String property, String problem) {
        assertThat(problems(MINIMAL + "streams: {properties: {" + property + "}}"))
                .singleElement()
                .asString()
                .startsWith("streams.properties." + problem);
    }

    @Test
    void unknownNamesArePassedOnWithAWarning() {
        String yaml =
                MINIMAL.replace(
                        "kafka:\n",
                        "kafka:\n  my.interceptor.url: x\n  ssl.truststore.locatoin: y\n  acks.x: z\n  fetch.max.byte: 5\n");

        LoadedConfig loaded = Loading.read(yaml, Map.of());

        assertThat(loaded.config().kafka()).containsEntry("my.interceptor.url", "x");
        assertThat(loaded.warnings())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "kafka.acks.x: no Kafka client knows this name; it is passed on as it is; did you mean acks? (line 4)",
                        "kafka.fetch.max.byte: no Kafka client knows this name; it is passed on as it is; did you mean fetch.max.bytes? (line 5)",
                        "kafka.my.interceptor.url: no Kafka client knows this name; it is passed on as it is (line 2)");
    }

    @Test
    void namesThatKafkaKnowsRaiseNoWarning() {
        String yaml =
                MINIMAL
                        + """
                        streams:
                          properties:
                            num.standby.replicas: 1
                            consumer.fetch.max.wait.ms: 1
                            topic.segment.bytes: 1
                            restore.consumer.fetch.min.bytes: 1
                        """;

        assertThat(Loading.read(yaml, Map.of()).warnings()).isEmpty();
    }

    @Test
    void aPasswordNeedsItsStore() {
        String yaml =
                MINIMAL.replace("kafka:\n", "kafka:\n  ssl.truststore.password: secret\n")
                        .replace(
                                "schema.registry:\n",
                                "schema.registry:\n  ssl.keystore.password: secret\n");

        assertThat(problems(yaml))
                .containsExactly(
                        "kafka.ssl.truststore.password: is the password of a store; set kafka.ssl.truststore.location too, or leave it out (line 2)",
                        "schema.registry.ssl.keystore.password: is the password of a store; set schema.registry.ssl.keystore.location too, or leave it out (line 5)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost:9092 | localhost | kafka.bootstrap.servers: expects host:port, several separated by commas (line 2)",
                "localhost:9092 | a:1,,b:2 | kafka.bootstrap.servers: expects host:port, several separated by commas (line 2)",
                "http://localhost:8081 | localhost:8081 | schema.registry.url: expects http://host:port or https://host:port, several separated by commas (line 4)",
            })
    void addresses(String right, String wrong, String problem) {
        assertThat(problems(MINIMAL.replace(right, wrong))).containsExactly(problem);
    }
}
