package dev.sluice.processor.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.AvroSerializer;
import dev.sluice.schemas.Schemas;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Position;
import dev.sluice.v1.Timings;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BatchOutcomesTest {
    private static final Cluster CLUSTER = Cluster.of("localhost:1", "mock://batch-outcomes");

    private final List<ChatFailure> failures = new ArrayList<>();
    private final PositionSet positions = new PositionSet();
    private final Schemas schemas = Schemas.connect(CLUSTER.schemaRegistry());
    private final AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>(schemas);

    /** A request that is too large for the service has a failure without ids; its batch must not wait for ever. */
    @Test
    void whatWasRefusedUnreadIsToldByItsPlace() throws Exception {
        positions.add(at(7));
        positions.add(at(8));
        BatchOutcomes outcomes =
                new BatchOutcomes(CLUSTER, schemas, "mine", positions, 2, new Failures());
        byte[] request = requireNonNull(serializer.serialize(CLUSTER.requests(), request()));

        outcomes.take(unread(7, request));
        outcomes.take(unread(8, new byte[] {0, 1, 2}));
        outcomes.take(unread(9, request));

        assertThat(outcomes.isComplete()).isTrue();
        assertThat(failures).extracting(ChatFailure::getPosition).containsExactly(at(7), at(8));
        assertThat(failures).extracting(ChatFailure::getCustomId).containsExactly("c7", null);
    }

    private ConsumerRecord<byte[], byte[]> unread(long offset, byte[] raw) {
        ChatFailure failure =
                ChatFailure.newBuilder()
                        .setPosition(at(offset))
                        .setReason(FailureReason.INVALID)
                        .setMessage("too large")
                        .setTimings(new Timings(Instant.EPOCH, null, null, null, null))
                        .setRaw(ByteBuffer.wrap(raw))
                        .build();
        return new ConsumerRecord<>(
                CLUSTER.failures(),
                0,
                offset,
                new byte[0],
                serializer.serialize(CLUSTER.failures(), failure));
    }

    private static ChatRequest request() {
        return ChatRequest.newBuilder()
                .setId("mine/c7")
                .setBatchId("mine")
                .setCustomId("c7")
                .setModel("m")
                .setMessages(
                        List.of(ChatMessage.newBuilder().setRole("user").setContent("x").build()))
                .build();
    }

    private static Position at(long offset) {
        return new Position(CLUSTER.requests(), 0, offset);
    }

    /** Keeps the failures, and takes nothing else. */
    private final class Failures implements OutcomeSink {
        @Override
        public void completion(ChatCompletion completion) {
            throw new AssertionError("no completion was published");
        }

        @Override
        public void failure(ChatFailure failure) {
            failures.add(failure);
        }

        @Override
        public void duplicate(Position position, String topic, int partition, long offset) {
            throw new AssertionError("no outcome was published twice");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
