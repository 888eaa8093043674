package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.LiveHeap;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.ScriptedServer;
import dev.sluice.processor.support.Topics;
import dev.sluice.v1.ChatMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What large requests take of the heap. */
@ExtendWith(BackboneExtension.class)
class MemoryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WARM_UP = 20;
    private static final int REQUESTS = 100;
    private static final int PROMPT_BYTES = 200_000;
    private static final byte[] ANSWER =
            """
            {"choices":[{"index":0,"message":{"content":"Yes."},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":50000,"completion_tokens":1,"total_tokens":50001}}"""
                    .getBytes(StandardCharsets.UTF_8);

    @TempDir Path folder;

    /**
     * One as it came, for the window, one as it was read, for the outcome and for another try, and for as long as it
     * takes to send it one as it goes to the endpoint.
     */
    @Test
    void noMoreThanThreeCopiesOfARequestAreAlive(Backbone backbone) {
        Topics topics = Topics.create(backbone, "memory", 1);
        try (ScriptedServer endpoint = new ScriptedServer(ANSWER);
                Instance instance =
                        Instance.start(
                                InstanceConfig.of(backbone, topics, endpoint.url())
                                        .with("endpoints.test.timeout", "10m"),
                                folder);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            // So that what is there once is there: classes, connections, buffers.
            send(publisher, "first", WARM_UP);
            outcomes.await(WARM_UP, PATIENCE);
            long idle = LiveHeap.bytes(instance.pid());

            Runnable release = endpoint.hold();
            send(publisher, "second", REQUESTS);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> endpoint.received().size() == WARM_UP + REQUESTS);
            assertThat(copies(instance, idle)).isBetween(1.0, 3.0);

            release.run();
            outcomes.await(WARM_UP + REQUESTS, PATIENCE);
            assertThat(copies(instance, idle)).isLessThan(0.5);
            assertThat(outcomes.failures()).isEmpty();
            assertThat(instance.isAlive()).isTrue();
        }
    }

    /** Of each request's body, and what else has come since. */
    private static double copies(Instance instance, long idle) {
        return (double) (LiveHeap.bytes(instance.pid()) - idle) / (REQUESTS * PROMPT_BYTES);
    }

    private static void send(Publisher publisher, String name, int count) {
        for (int i = 0; i < count; i++) {
            String id = name + "-" + i;
            String prompt =
                    (id + " ").repeat(PROMPT_BYTES / id.length()).substring(0, PROMPT_BYTES);
            publisher.send(
                    Publisher.request(id)
                            .setMessages(
                                    List.of(
                                            ChatMessage.newBuilder()
                                                    .setRole("user")
                                                    .setContent(prompt)
                                                    .build()))
                            .build());
        }
        publisher.flush();
    }
}
