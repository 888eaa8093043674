package dev.sluice.processor.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.Attempt;
import dev.sluice.v1.BilledTo;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Position;
import dev.sluice.v1.ProviderError;
import dev.sluice.v1.Timings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchOutputWriterTest {
    private static final Position POSITION = new Position("chat.requests", 3, 42L);
    private static final Timings TIMINGS = new Timings(Instant.EPOCH, null, null, null, null);

    @Test
    void writesACompletionAsOpenAiDoes() {
        ChatCompletion completion =
                ChatCompletion.newBuilder()
                        .setId("b/c")
                        .setTenant("t")
                        .setCustomId("c")
                        .setPosition(POSITION)
                        .setEndpoint("e")
                        .setRequestedModel("m")
                        .setModel("m")
                        .setRaw("{\"label\":1}")
                        .setTimings(TIMINGS)
                        .setAttempts(List.of(attempt(500, null), attempt(200, "req_1")))
                        .build();
        assertThat(text(BatchOutputWriter.completion(completion)))
                .isEqualTo(
                        "{\"id\":\"batch_req_3_42\",\"custom_id\":\"c\",\"response\":{\"status_code\":200,"
                                + "\"request_id\":\"req_1\",\"body\":{\"label\":1}},\"error\":null}");
    }

    @Test
    void writesAFailureWithWhatTheEndpointSaid() {
        ChatFailure failure =
                failure()
                        .setProviderError(
                                new ProviderError(401, "invalid_api_key", null, null, "no"))
                        .setAttempts(List.of(attempt(401, null)))
                        .build();
        assertThat(text(BatchOutputWriter.failure(failure)))
                .isEqualTo(
                        "{\"id\":\"batch_req_3_42\",\"custom_id\":\"c\",\"response\":{\"status_code\":401,"
                                + "\"request_id\":\"b/c\",\"body\":{\"error\":{\"message\":\"no\",\"type\":null,"
                                + "\"param\":null,\"code\":\"invalid_api_key\"}}},"
                                + "\"error\":{\"code\":\"AUTHENTICATION\",\"message\":\"refused\"}}");
    }

    @Test
    void writesAFailureWithoutAnAnswer() {
        assertThat(text(BatchOutputWriter.failure(failure().build())))
                .isEqualTo(
                        "{\"id\":\"batch_req_3_42\",\"custom_id\":\"c\",\"response\":null,"
                                + "\"error\":{\"code\":\"AUTHENTICATION\",\"message\":\"refused\"}}");
    }

    private static ChatFailure.Builder failure() {
        return ChatFailure.newBuilder()
                .setId("b/c")
                .setCustomId("c")
                .setPosition(POSITION)
                .setReason(FailureReason.AUTHENTICATION)
                .setMessage("refused")
                .setTimings(TIMINGS);
    }

    private static Attempt attempt(int status, @Nullable String requestId) {
        return new Attempt(
                1,
                "e",
                Instant.EPOCH,
                1L,
                status,
                requestId,
                null,
                null,
                null,
                BilledTo.TENANT,
                null);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
