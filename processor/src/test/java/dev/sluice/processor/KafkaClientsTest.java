package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sluice.processor.cli.Cluster;
import dev.sluice.processor.config.ConfigLoader;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.flow.StreamSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each client of Kafka that is made gets what the configuration says of logging in, unchanged. */
class KafkaClientsTest {
    private static final String PLAIN =
            """
              security.protocol: SASL_SSL
              sasl.mechanism: PLAIN
              sasl.jaas.config: org.apache.kafka.common.security.plain.PlainLoginModule required username="a" password="b";
              ssl.truststore.type: PEM
              ssl.truststore.location: /ca.pem
            """;
    private static final String BEARER =
            """
              security.protocol: SASL_SSL
              sasl.mechanism: OAUTHBEARER
              sasl.login.callback.handler.class: example.Handler
              sasl.oauthbearer.token.endpoint.url: https://login.example.com/token
              sasl.extension.of.a.plugin: x
              sasl.oauthbearer.client.credentials.client.id: a
              sasl.oauthbearer.client.credentials.client.secret: b
              sasl.jaas.config: org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;
            """;
    private static final String CERTIFICATES =
            """
              security.protocol: SSL
              ssl.keystore.type: PEM
              ssl.keystore.location: /client.pem
              ssl.key.password: secret
            """;

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, BEARER, CERTIFICATES})
    void everyClientGetsTheWholeSection(String login) throws IOException {
        SluiceConfig config = config(login);
        Map<String, Object> section = Map.copyOf(config.kafka());
        assertThat(section).hasSizeGreaterThan(4);

        Stream.of(StreamSettings.of(config), StreamSettings.ofUsage(config))
                .map(StreamsConfig::new)
                .forEach(
                        streams -> {
                            assertThat(streams.getMainConsumerConfigs("g", "c", 0))
                                    .containsAllEntriesOf(section);
                            assertThat(streams.getRestoreConsumerConfigs("c"))
                                    .containsAllEntriesOf(section);
                            assertThat(streams.getProducerConfigs("c"))
                                    .containsAllEntriesOf(section);
                            assertThat(streams.getAdminConfigs("c")).containsAllEntriesOf(section);
                        });
        assertThat(Cluster.of(config).kafka()).isEqualTo(section);
        assertThat(Cluster.of(config).producer()).containsAllEntriesOf(section);
    }

    /**
     * The others copy that section, and log in to a real broker in {@code KafkaSecurityIT}. A class that is new here has to do the
     * same.
     */
    @Test
    void theseMakeClients() {
        assertThat(
                        new ClassFileImporter()
                                        .withImportOption(
                                                ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                        .importPackages("dev.sluice.processor")
                                        .stream()
                                        .filter(KafkaClientsTest::makesClients)
                                        .map(KafkaClientsTest::outermost)
                                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "SluiceStreams",
                        "FencedProducer",
                        "GatedConsumer",
                        "TopicSetup",
                        "Backlog",
                        "BrokerCheck",
                        "ShareTopic",
                        "ShareLog",
                        "SettingsSource",
                        "KafkaTeller",
                        "TopicCheck",
                        "CommittedLog",
                        "BatchCollector",
                        "BatchSubmitter",
                        "LimitPublisher",
                        "ReplayProducer",
                        "TotalsTopic");
    }

    private static boolean makesClients(JavaClass type) {
        return Stream.concat(
                        type.getConstructorCallsFromSelf().stream(),
                        type.getMethodCallsFromSelf().stream()
                                .filter(call -> call.getTarget().getName().equals("create")))
                .map(JavaCodeUnitAccess::getTarget)
                .map(AccessTarget::getOwner)
                .anyMatch(
                        owner ->
                                owner.getPackageName().startsWith("org.apache.kafka")
                                        && (owner.isAssignableTo(Producer.class)
                                                || owner.isAssignableTo(Consumer.class)
                                                || owner.isAssignableTo(Admin.class)
                                                || owner.isEquivalentTo(KafkaStreams.class)));
    }

    private static String outermost(JavaClass type) {
        return type.getEnclosingClass()
                .map(KafkaClientsTest::outermost)
                .orElse(type.getSimpleName());
    }

    private SluiceConfig config(String login) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("sluice.yaml"),
                        """
                        schema.registry.url: http://localhost:8081
                        endpoints.local:
                          profile: openai
                          base-url: http://localhost:8000
                        kafka:
                          bootstrap.servers: localhost:9092
                        """
                                + login);
        return ConfigLoader.read(file, Map.of()).config();
    }
}
