package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.endpoint.EndpointOptions;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import dev.sluice.localstack.endpoint.fault.FaultScript;
import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.Topics;
import dev.sluice.schemas.AvroDeserializer;
import dev.sluice.v1.Attempt;
import dev.sluice.v1.ChatChunk;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChunkChoice;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.UsageSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A streamed answer gives the completion that a plain one gives. */
@ExtendWith(BackboneExtension.class)
class StreamIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    @Test
    void aStreamGivesWhatAPlainCallGives(Backbone backbone) {
        Topics topics = Topics.create(backbone, "stream", 1);
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(EndpointOptions.defaults());
                Instance instance =
                        Instance.start(
                                InstanceConfig.of(backbone, topics, endpoint.url())
                                        .with("endpoints.test.stream-usage", "true"),
                                folder);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            publisher.send(Publisher.request("plain").build());
            publisher.send(
                    Publisher.request("streamed")
                            .setMessages(Publisher.request("plain").getMessages())
                            .setStream(true)
                            .build());
            publisher.flush();

            outcomes.await(2, PATIENCE);

            assertThat(instance.isAlive()).isTrue();
            assertThat(outcomes.failures()).isEmpty();
            ChatCompletion plain = completion(outcomes, "plain");
            ChatCompletion streamed = completion(outcomes, "streamed");
            assertThat(streamed.getChoices()).isEqualTo(plain.getChoices()).isNotEmpty();
            assertThat(streamed.getUsage()).isEqualTo(plain.getUsage());
            assertThat(streamed.getUsage().getSource()).isEqualTo(UsageSource.REPORTED);
            assertThat(streamed.getModel()).isEqualTo(plain.getModel());
            assertThat(streamed.getExtra()).isEqualTo(plain.getExtra());
            assertThat(streamed.getRaw()).isNull();
            assertThat(plain.getTimings().getFirstTokenAt()).isNull();
            assertThat(streamed.getTimings().getFirstTokenAt())
                    .isBetween(
                            streamed.getTimings().getDispatchedAt(),
                            streamed.getTimings().getAnsweredAt());
        }
    }

    @Test
    void itsPiecesArePublishedWhereThatIsAskedFor(Backbone backbone) throws Exception {
        Topics topics = Topics.create(backbone, "pieces", 1);
        String chunks = topics.name() + "-chunks";
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", backbone.bootstrapServers()))) {
            NewTopic topic = new NewTopic(chunks, 1, (short) 1);
            topic.configs(Map.of("max.message.bytes", Integer.toString(32 << 20)));
            admin.createTopics(List.of(topic)).all().get();
        }
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(EndpointOptions.defaults());
                Instance instance =
                        Instance.start(
                                InstanceConfig.of(backbone, topics, endpoint.url())
                                        .with("topics.chunks", chunks),
                                folder);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            publisher.send(Publisher.request("quiet").setStream(true).build());
            publisher.send(
                    Publisher.request("followed").setStream(true).setPublishChunks(true).build());
            publisher.flush();
            outcomes.await(2, PATIENCE);

            assertThat(instance.isAlive()).isTrue();
            List<ChatChunk> pieces = chunks(backbone, chunks);
            assertThat(pieces).extracting(ChatChunk::getId).containsOnly("followed");
            assertThat(pieces).extracting(ChatChunk::getAttempt).containsOnly(1);
            assertThat(pieces)
                    .extracting(ChatChunk::getSequence)
                    .isEqualTo(LongStream.range(0, pieces.size()).boxed().toList());
            assertThat(
                            pieces.stream()
                                    .flatMap(piece -> piece.getChoices().stream())
                                    .map(ChunkChoice::getContent)
                                    .filter(Objects::nonNull)
                                    .collect(Collectors.joining()))
                    .isEqualTo(
                            completion(outcomes, "followed")
                                    .getChoices()
                                    .get(0)
                                    .getMessage()
                                    .getContent());
        }
    }

    /** All of them: they were committed together with the outcomes, or before. */
    private static List<ChatChunk> chunks(Backbone backbone, String topic) {
        AvroDeserializer<ChatChunk> values = new AvroDeserializer<>(ChatChunk.class);
        values.configure(Map.of("schema.registry.url", backbone.registry().url()), false);
        try (KafkaConsumer<byte[], ChatChunk> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                backbone.bootstrapServers(),
                                "isolation.level",
                                "read_committed"),
                        new ByteArrayDeserializer(),
                        values)) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            List<ChatChunk> read = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(record.value()));
            }
            return read;
        }
    }

    @Test
    void aStreamThatIsCutOffIsAskedForAgain(Backbone backbone) {
        Topics topics = Topics.create(backbone, "cut", 1);
        EndpointOptions options =
                EndpointOptions.defaults()
                        .withFaults(
                                FaultScript.parse(
                                        "[{\"times\":1,\"action\":\"reset\",\"at\":\"in_body\"}]"));
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(options);
                Instance instance =
                        Instance.start(
                                InstanceConfig.of(backbone, topics, endpoint.url())
                                        .with("endpoints.test.stream", "always")
                                        .with("endpoints.test.stream-usage", "false"),
                                folder);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            publisher.send(Publisher.request("one").build());
            publisher.flush();

            outcomes.await(1, PATIENCE);

            assertThat(instance.isAlive()).isTrue();
            ChatCompletion completion = outcomes.completions().get(0);
            assertThat(completion.getAttempts())
                    .extracting(Attempt::getReason)
                    .containsExactly(FailureReason.TRUNCATED_STREAM, null);
            assertThat(completion.getAttempts().get(0).getUsage().getSource())
                    .isEqualTo(UsageSource.ESTIMATED);
            assertThat(completion.getUsage().getSource()).isEqualTo(UsageSource.ESTIMATED);
            assertThat(completion.getUsage().getCompletionTokens()).isPositive();
            assertThat(endpoint.stats().requests()).isEqualTo(2);
        }
    }

    private static ChatCompletion completion(Outcomes outcomes, String id) {
        return outcomes.completions().stream()
                .filter(completion -> completion.getId().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
