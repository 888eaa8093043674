package dev.sluice.processor.cli.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.processor.cli.CliException;
import dev.sluice.processor.cli.Outcomes;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/** Which failures are replayed, and as what. */
class ReplayTest {
    private static final Instant NOW = Instant.parse("2026-11-22T15:04:05Z");
    private static final Replay REPLAY = new Replay("requests", NOW, Optional.empty());

    @Test
    void everythingIsKeptButTheIdAndTheServicesHeaders() {
        ChatRequest request = request("r-1");
        request.setBatchId("b");
        request.setCustomId("c");
        request.setMetadata("{}");
        ConsumerRecord<byte[], byte[]> failure = failure("chat.failures", 2, 7);
        failure.headers()
                .add("trace", bytes("t-1"))
                .add("sluice-forwarded-at", new byte[8])
                .add("sluice-replay-of", bytes("chat.failures-0@1"));
        ChatRequest expected = ChatRequest.newBuilder(request).setId("r-1/replay/2-7").build();

        ProducerRecord<byte[], ChatRequest> replayed = REPLAY.of(failure, request);

        assertThat(replayed.topic()).isEqualTo("requests");
        assertThat(replayed.partition()).isNull();
        assertThat(replayed.key()).isEqualTo(bytes("key"));
        assertThat(replayed.value()).isEqualTo(expected);
        assertThat(replayed.headers().toArray())
                .extracting(Header::key)
                .containsExactly("trace", "sluice-replay-of");
        assertThat(
                        new String(
                                replayed.headers().lastHeader("sluice-replay-of").value(),
                                StandardCharsets.UTF_8))
                .isEqualTo("chat.failures-2@7");
        assertThat(failure.headers().toArray()).hasSize(3);
    }

    @Test
    void aRequestTellsOfWhichFailureItIs() {
        ProducerRecord<byte[], ChatRequest> replayed =
                REPLAY.of(failure("my-failures.v1-2", 3, 9_000_000_000L), request("r"));
        ConsumerRecord<byte[], byte[]> read = failure("requests", 0, 0);
        assertThat(Replay.source(read)).isEmpty();
        replayed.headers().forEach(read.headers()::add);

        assertThat(Replay.source(read))
                .contains(new Position("my-failures.v1-2", 3, 9_000_000_000L));
        read.headers().add("sluice-replay-of", bytes("somewhere"));
        assertThat(Replay.source(read)).isEmpty();
    }

    @Test
    void aLongIdIsReplacedByItsHash() {
        String id = REPLAY.of(failure("f", 0, 1), request("x".repeat(250))).value().getId();

        assertThat(id).matches("[0-9a-f]{64}/replay/0-1");
        assertThat(REPLAY.of(failure("f", 0, 1), request("y".repeat(250))).value().getId())
                .isNotEqualTo(id);
    }

    @Test
    void aDeadlineThatIsOverIsDroppedAndANewOneWins() {
        assertThat(deadline(REPLAY, NOW)).isNull();
        assertThat(deadline(REPLAY, NOW.plusMillis(1))).isEqualTo(NOW.plusMillis(1));
        Instant later = NOW.plusSeconds(60);
        Replay renewed = new Replay("requests", NOW, Optional.of(later));
        assertThat(deadline(renewed, NOW.plusMillis(1))).isEqualTo(later);
        assertThat(deadline(renewed, NOW.minusMillis(1))).isEqualTo(later);
    }

    @Test
    void failuresAreChosenByReasonTenantAndTime() {
        ChatFailure timeout = Outcomes.failure("b", 0).build();
        ReplayChoice usual = choice(ReplayChoice.usual(), Optional.empty());

        assertThat(usual.includes(timeout, NOW)).isTrue();
        assertThat(usual.includes(timeout, NOW.minusMillis(1))).isFalse();
        assertThat(usual.includes(timeout, NOW.plusSeconds(1))).isFalse();
        assertThat(choice(ReplayChoice.usual(), Optional.of("default")).includes(timeout, NOW))
                .isTrue();
        assertThat(choice(ReplayChoice.usual(), Optional.of("acme")).includes(timeout, NOW))
                .isFalse();
        assertThat(
                        choice(ReplayChoice.parse("expired, server_error"), Optional.empty())
                                .includes(timeout, NOW))
                .isFalse();
        ChatFailure duplicate = Outcomes.failure("b", 0).setReason(FailureReason.DUPLICATE).build();
        assertThat(usual.includes(duplicate, NOW)).isFalse();
        assertThat(
                        choice(EnumSet.of(FailureReason.DUPLICATE), Optional.empty())
                                .includes(duplicate, NOW))
                .isTrue();
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> ReplayChoice.parse("TIMEOUT,LATE"))
                .withMessageContaining("'LATE' is no reason");
    }

    private static ReplayChoice choice(Set<FailureReason> reasons, Optional<String> tenant) {
        return new ReplayChoice(reasons, tenant, Optional.of(NOW), Optional.of(NOW.plusSeconds(1)));
    }

    private static Instant deadline(Replay replay, Instant own) {
        ChatRequest request = request("r");
        request.setDeadline(own);
        return replay.of(failure("f", 0, 0), request).value().getDeadline();
    }

    private static ConsumerRecord<byte[], byte[]> failure(
            String topic, int partition, long offset) {
        return new ConsumerRecord<>(topic, partition, offset, bytes("key"), new byte[0]);
    }

    private static ChatRequest request(String id) {
        return ChatRequest.newBuilder()
                .setId(id)
                .setTenant("acme")
                .setModel("m")
                .setMessages(
                        List.of(ChatMessage.newBuilder().setRole("user").setContent("?").build()))
                .build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
