package dev.sluice.processor.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever request is sent says the same when it is read back. */
class ChatRequestRoundTripTest {
    @Property(tries = 500)
    void writtenAndReadBackIsTheSame(@ForAll("requests") ChatRequest request) {
        assertThat(Bodies.read(ChatRequestWriter.write(request))).isEqualTo(request);
    }

    @Property(tries = 200)
    void everyFieldIsWrittenOnce(@ForAll("requests") ChatRequest request) {
        String body =
                new String(
                        ChatRequestWriter.write(request), java.nio.charset.StandardCharsets.UTF_8);
        long set = BodyFields.REQUEST.stream().filter(name -> request.get(name) != null).count();
        int extra = request.getExtraBody() == null ? 0 : Bodies.tree(request.getExtraBody()).size();
        assertThat(Bodies.tree(body).size()).isEqualTo((int) set + extra);
        BodyFields.REQUEST.forEach(
                name ->
                        assertThat(Bodies.tree(body).has(name))
                                .as(name)
                                .isEqualTo(request.get(name) != null));
    }

    @Property(tries = 200)
    void anAnswersMessageIsReadAsARequestsMessage(@ForAll("messages") ChatMessage message) {
        byte[] body =
                Json.bytes(
                        generator -> {
                            generator.writeStartObject();
                            generator.writeArrayFieldStart("choices");
                            generator.writeStartObject();
                            generator.writeFieldName("message");
                            new MessageWriter(generator).write("message", message);
                            generator.writeEndObject();
                            generator.writeEndArray();
                            generator.writeEndObject();
                        });
        assertThat(Bodies.completion(body).choices().get(0).getMessage()).isEqualTo(message);
    }

    @Provide
    Arbitrary<ChatRequest> requests() {
        return RequestArbitraries.requests();
    }

    @Provide
    Arbitrary<ChatMessage> messages() {
        return RequestArbitraries.messages();
    }
}
