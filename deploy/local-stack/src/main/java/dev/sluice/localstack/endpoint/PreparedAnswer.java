package dev.sluice.localstack.endpoint;

import dev.sluice.localstack.endpoint.chat.Answer;
import dev.sluice.localstack.endpoint.chat.AnswerJson;
import dev.sluice.localstack.endpoint.chat.ChatCall;
import io.vertx.core.buffer.Buffer;

/**
 * The right answer, ready to be sent.
 *
 * @param id the answer's
 * @param streamed whether it is server-sent events
 * @param body all of it
 * @param usage what it counts
 */
record PreparedAnswer(String id, boolean streamed, Buffer body, Answer.Usage usage) {

    static PreparedAnswer of(ChatCall call, Answer answer) {
        String body =
                call.stream()
                        ? AnswerJson.stream(answer, call.includeUsage())
                        : AnswerJson.whole(answer);
        return new PreparedAnswer(answer.id(), call.stream(), Buffer.buffer(body), answer.usage());
    }

    String contentType() {
        return streamed ? "text/event-stream; charset=utf-8" : "application/json";
    }

    Buffer firstHalf() {
        return body.slice(0, body.length() / 2);
    }
}
