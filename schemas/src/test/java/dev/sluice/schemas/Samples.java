package dev.sluice.schemas;

import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Choice;
import dev.sluice.v1.ContentPart;
import dev.sluice.v1.Cost;
import dev.sluice.v1.Position;
import dev.sluice.v1.Timings;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records as they occur. */
final class Samples {
    static final String PROMPT = "the secret of the sluice";
    static final Instant TIME = Instant.parse("2026-11-22T10:15:30.123456Z");

    private Samples() {}

    static ChatRequest request() {
        return ChatRequest.newBuilder()
                .setId("r-1")
                .setModel("m")
                .setDeadline(Instant.parse("2026-11-22T10:15:30.123Z"))
                .setMessages(List.of(message(PROMPT), message(parts())))
                .setStop(List.of("a", "b"))
                .setLogitBias(Map.of("50256", -100.0))
                .setTemperature(0.5)
                .build();
    }

    static ChatCompletion completion() {
        return ChatCompletion.newBuilder()
                .setId("r-1")
                .setTenant("t")
                .setPosition(new Position("chat.requests", 3, 42L))
                .setEndpoint("e")
                .setRequestedModel("m")
                .setModel("m-1")
                .setChoices(
                        List.of(
                                Choice.newBuilder()
                                        .setIndex(0)
                                        .setMessage(message("an answer"))
                                        .build()))
                .setCost(new Cost(new BigDecimal("0.000000000001"), "USD", null))
                .setTimings(new Timings(TIME, TIME.plusMillis(1), null, null, TIME.plusSeconds(1)))
                .build();
    }

    static ChatMessage message(Object content) {
        return ChatMessage.newBuilder().setRole("user").setContent(content).build();
    }

    private static List<ContentPart> parts() {
        return List.of(
                ContentPart.newBuilder().setType("text").setText("one").build(),
                ContentPart.newBuilder().setType("refusal").setRefusal("no").build());
    }
}
