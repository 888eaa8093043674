package dev.sluice.processor.e2e.fault;

import dev.sluice.processor.support.RawServer.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Answers as bytes. */
final class Replies {
    /** What the good answer says. Its second letter takes two bytes in UTF-8. */
    static final String TEXT = "güt";

    private static final String BEFORE_USAGE =
            """
            {"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"m","choices":[{"index":0,\
            "message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}]"""
                    .formatted(TEXT);

    /** A good answer. */
    static final String ANSWER = answerWith("");

    static final String JSON = "Content-Type: application/json";

    private Replies() {}

    /** A good answer with more top-level fields, such as {@code ,"a":1}. */
    static String answerWith(String fields) {
        return BEFORE_USAGE
                + ",\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1,\"total_tokens\":6}"
                + fields
                + "}";
    }

    /** An error as OpenAI has it. */
    static String error(String code, String message) {
        return "{\"error\":{\"message\":\"%s\",\"type\":\"t\",\"param\":null,\"code\":\"%s\"}}"
                .formatted(message, code);
    }

    /** A head whose body is still to be described. */
    static String head(int status, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    /** A whole answer of JSON, and the connection stays open. */
    static Script json(int status, String body, String... headers) {
        String[] all = new String[headers.length + 1];
        System.arraycopy(headers, 0, all, 1, headers.length);
        all[0] = JSON;
        return whole(status, utf8(body), all);
    }

    /** A whole answer, and the connection stays open. */
    static Script whole(int status, byte[] body, String... headers) {
        String head = head(status, headers);
        String length = "Content-Length: " + body.length + "\r\n\r\n";
        return wire -> wire.send(head.substring(0, head.length() - 2) + length).send(body);
    }

    /** A good answer. */
    static Script good() {
        return json(200, ANSWER);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One chunk of a chunked body. */
    static byte[] chunk(byte[] content) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes(utf8(Integer.toHexString(content.length) + "\r\n"));
        chunk.writeBytes(content);
        chunk.writeBytes(utf8("\r\n"));
        return chunk.toByteArray();
    }

    /** Something that wraps a stream, as a constructor of the JDK does. */
    interface Compression {
        OutputStream over(OutputStream stream) throws IOException;
    }

    static byte[] compressed(Compression compression, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream stream = compression.over(bytes)) {
            stream.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
