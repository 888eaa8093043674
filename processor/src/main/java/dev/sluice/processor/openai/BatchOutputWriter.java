package dev.sluice.processor.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.v1.Attempt;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.Position;
import dev.sluice.v1.ProviderError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines of OpenAI Batch output and error files. The id of a line is {@code batch_req_} and the request's
 * partition and offset, so that it is the same whenever the batch is collected and leads to the record.
 */
public final class BatchOutputWriter {
    private static final int OK = 200;

    private BatchOutputWriter() {}

    /** A line of the output file, without its line end. */
    public static byte[] completion(ChatCompletion completion) {
        Attempt last = last(completion.getAttempts());
        String body = new String(CompletionWriter.write(completion), StandardCharsets.UTF_8);
        return Json.bytes(
                generator -> {
                    start(generator, completion.getPosition(), completion.getCustomId());
                    generator.writeObjectFieldStart("response");
                    Integer status = last == null ? null : last.getStatus();
                    generator.writeNumberField("status_code", status == null ? OK : status);
                    String requestId = last == null ? null : last.getProviderRequestId();
                    generator.writeStringField(
                            "request_id", requestId == null ? completion.getId() : requestId);
                    generator.writeFieldName("body");
                    generator.writeRawValue(body);
                    generator.writeEndObject();
                    generator.writeNullField("error");
                    generator.writeEndObject();
                });
    }

    /**
     * A line of the error file, without its line end. The code of the error is the reason; the response is what the
     * endpoint said last, or null where nothing came from it.
     */
    public static byte[] failure(ChatFailure failure) {
        return Json.bytes(
                generator -> {
                    start(generator, failure.getPosition(), failure.getCustomId());
                    generator.writeFieldName("response");
                    response(generator, failure);
                    generator.writeObjectFieldStart("error");
                    generator.writeStringField("code", failure.getReason().name());
                    generator.writeStringField("message", failure.getMessage());
                    generator.writeEndObject();
                    generator.writeEndObject();
                });
    }

    private static void start(JsonGenerator generator, Position position, @Nullable String customId)
            throws IOException {
        generator.writeStartObject();
        generator.writeStringField(
                "id", "batch_req_" + position.getPartition() + "_" + position.getOffset());
        generator.writeStringField("custom_id", customId);
    }

    private static void response(JsonGenerator generator, ChatFailure failure) throws IOException {
        ProviderError error = failure.getProviderError();
        if (error == null || error.getStatus() == null) {
            generator.writeNull();
            return;
        }
        Attempt last = last(failure.getAttempts());
        generator.writeStartObject();
        generator.writeNumberField("status_code", error.getStatus());
        String requestId = last == null ? null : last.getProviderRequestId();
        generator.writeStringField("request_id", requestId == null ? failure.getId() : requestId);
        generator.writeObjectFieldStart("body");
        generator.writeObjectFieldStart("error");
        generator.writeStringField("message", error.getMessage());
        generator.writeStringField("type", error.getType());
        generator.writeStringField("param", error.getParam());
        generator.writeStringField("code", error.getCode());
        generator.writeEndObject();
        generator.writeEndObject();
        generator.writeEndObject();
    }

    private static @Nullable Attempt last(List<Attempt> attempts) {
        return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    }
}
