package dev.sluice.processor.e2e.canary;

import dev.sluice.processor.support.Publisher;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Requests that hold the word wherever a user may write what he likes, good ones and others. */
final class CanaryRequests {
    private static final String WORD = Canary.WORD;
    private static final byte[] KEY = WORD.getBytes(StandardCharsets.UTF_8);

    private final Publisher publisher;
    private int sent;

    CanaryRequests(Publisher publisher) {
        this.publisher = publisher;
    }

    /** How many were sent so far. */
    int sent() {
        return sent;
    }

    /** One for each answer that there is, as a stream and not. */
    void forEachAnswer() {
        for (String name : CanaryEndpoint.cases()) {
            send(request(name));
            send(request(name).setStream(true).setPublishChunks(true));
        }
    }

    /** Those that a limit holds back. */
    void held(String tenant, int count) {
        for (int i = 0; i < count; i++) {
            ChatRequest.Builder request =
                    request("plain").setTenant(tenant).setId(WORD + tenant + i);
            publisher.send(KEY, publisher.encode(request.build()));
        }
    }

    /** Those that never reach an endpoint. */
    void refused() {
        List<Consumer<ChatRequest.Builder>> faults =
                List.of(
                        request -> request.setResponseFormat(WORD + "{"),
                        request -> request.setTools("[" + WORD),
                        request -> request.setToolChoice("{\"" + WORD + "\""),
                        request -> request.setStreamOptions("{" + WORD + "}"),
                        request -> request.setMetadata(WORD),
                        request -> request.setExtraBody("{\"" + WORD + "\": " + WORD + "}"),
                        request -> request.setEndpoint(WORD),
                        // Names of models and tenants are what usage is told by.
                        request -> request.setModel("unknown"),
                        request -> request.setModel(WORD.repeat(100)),
                        request -> request.setTemperature(99.0),
                        request -> request.setMessages(List.of(message(WORD, WORD))),
                        request -> request.setDeadline(Instant.EPOCH),
                        // That was the first one's.
                        request -> request.setId(WORD + 1));
        for (Consumer<ChatRequest.Builder> fault : faults) {
            ChatRequest.Builder request = request("plain");
            fault.accept(request);
            send(request);
        }
        byte[] good = publisher.encode(request("plain").build());
        byte[] longer = Arrays.copyOf(good, good.length + KEY.length);
        System.arraycopy(KEY, 0, longer, good.length, KEY.length);
        byte[] unknown = longer.clone();
        unknown[1] = 9;
        for (byte[] value : List.of(KEY, longer, unknown, Arrays.copyOf(good, good.length / 2))) {
            publisher.send(KEY, value);
            sent++;
        }
    }

    private void send(ChatRequest.Builder request) {
        publisher.send(KEY, publisher.encode(request.build()));
        sent++;
    }

    private ChatRequest.Builder request(String answer) {
        return Publisher.request(WORD + (sent + 1))
                .setMessages(
                        List.of(
                                message("system", WORD),
                                message("user", WORD + " case:" + answer + " " + WORD)))
                .setBatchId(WORD)
                .setCustomId(WORD)
                .setUser(WORD)
                .setMetadata("{\"%1$s\":\"%1$s\"}".formatted(WORD))
                .setExtraBody("{\"%1$s\":\"%1$s\"}".formatted(WORD));
    }

    private static ChatMessage message(String role, String content) {
        return ChatMessage.newBuilder().setRole(role).setContent(content).setName(WORD).build();
    }
}
