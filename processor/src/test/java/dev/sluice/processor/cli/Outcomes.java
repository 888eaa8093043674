package dev.sluice.processor.cli;

import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.Choice;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Position;
import dev.sluice.v1.Timings;
import java.time.Instant;
import java.util.List;

/** Outcomes for tests. */
public final class Outcomes {
    private static final Timings TIMINGS =
            new Timings(Instant.EPOCH, null, null, null, Instant.EPOCH);

    private Outcomes() {}

    /** An answer. */
    public static ChatCompletion.Builder completion(String batch, long offset) {
        ChatMessage answer =
                ChatMessage.newBuilder()
                        .setRole("assistant")
                        .setContent("answer " + offset)
                        .build();
        return ChatCompletion.newBuilder()
                .setId(batch + "/" + offset)
                .setTenant("default")
                .setBatchId(batch)
                .setCustomId("c" + offset)
                .setPosition(new Position("chat.requests", 0, offset))
                .setEndpoint("e")
                .setRequestedModel("m")
                .setModel("m")
                .setChoices(List.of(new Choice(0, answer, "stop", null, null)))
                .setTimings(TIMINGS);
    }

    /** A failure. */
    public static ChatFailure.Builder failure(String batch, long offset) {
        return ChatFailure.newBuilder()
                .setId(batch + "/" + offset)
                .setTenant("default")
                .setBatchId(batch)
                .setCustomId("c" + offset)
                .setPosition(new Position("chat.requests", 0, offset))
                .setReason(FailureReason.TIMEOUT)
                .setMessage("too late")
                .setTimings(TIMINGS);
    }
}
