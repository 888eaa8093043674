package dev.sluice.processor.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.v1.ProviderError;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what an endpoint says when it refuses or fails. */
public final class ErrorBodyReader {
    /** Longest message that is kept, in characters. */
    public static final int MAX_MESSAGE = 2_000;

    /** Enough to see a credential whole that begins before the end of the message. */
    private static final int MASKED_CHARS = 4 * MAX_MESSAGE;

    private ErrorBodyReader() {}

    /**
     * Reads the body of an answer with an error status; never fails.
     *
     * @param status HTTP status
     * @param body the body as it came: an error object as OpenAI has it or anything else, even HTML or nothing
     * @param secrets takes credentials out
     * @return code, type, param and message where the body has them; else the first {@value #MAX_MESSAGE} characters
     *     of its text as the message, or no message for an empty body
     */
    public static ProviderError read(int status, byte[] body, SecretMask secrets) {
        String text = withoutMark(new String(body, StandardCharsets.UTF_8)).strip();
        JsonNode root = parse(text);
        if (root == null || !root.isContainerNode()) {
            return error(status, null, text.isEmpty() ? null : text, secrets);
        }
        JsonNode error = root.path("error");
        return read(status, isError(error) ? error : root, text, secrets);
    }

    /** Some servers on Windows begin with a byte order mark, which is no part of JSON. */
    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** {@link #read(int, byte[], SecretMask)} with what looks like a credential masked. */
    public static ProviderError read(int status, byte[] body) {
        return read(status, body, SecretMask.BY_LOOKS);
    }

    /** Reads the value of an {@code error} field, given as JSON text. */
    public static ProviderError readValue(
            @Nullable Integer status, String json, SecretMask secrets) {
        JsonNode error = parse(json);
        return error == null
                ? error(status, null, json, secrets)
                : read(status, error, json, secrets);
    }

    /** Whether the value of an {@code error} field tells of an error: several servers send an empty one with success. */
    public static boolean isError(String json) {
        JsonNode error = parse(json);
        return error == null || isError(error);
    }

    private static boolean isError(JsonNode error) {
        return !(error.isMissingNode()
                || error.isNull()
                || (error.isBoolean() && !error.booleanValue())
                || (error.isTextual() && error.textValue().isBlank())
                || (error.isContainerNode() && error.isEmpty()));
    }

    private static @Nullable JsonNode parse(String json) {
        try {
            return json.isEmpty() ? null : Json.TREES.readTree(json);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private static ProviderError read(
            @Nullable Integer status, JsonNode error, String json, SecretMask secrets) {
        if (error.isValueNode()) {
            return error(status, null, error.asText(), secrets);
        }
        String message =
                Stream.of("message", "detail", "msg", "error_description")
                        .map(error::path)
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue)
                        .findFirst()
                        .orElse(json);
        return error(status, error, message, secrets);
    }

    private static ProviderError error(
            @Nullable Integer status,
            @Nullable JsonNode fields,
            @Nullable String message,
            SecretMask secrets) {
        ProviderError error = new ProviderError();
        error.setStatus(status);
        error.setMessage(message == null ? null : shown(message, secrets));
        if (fields != null) {
            error.setCode(scalar(fields.path("code"), secrets));
            error.setType(scalar(fields.path("type"), secrets));
            error.setParam(scalar(fields.path("param"), secrets));
        }
        return error;
    }

    private static @Nullable String scalar(JsonNode value, SecretMask secrets) {
        return value.isValueNode() && !value.isNull() ? shown(value.asText(), secrets) : null;
    }

    private static String shown(String text, SecretMask secrets) {
        String head = cut(text, MASKED_CHARS);
        String masked = secrets.mask(head);
        if (head.length() < text.length()) {
            // A secret that the cut went through is not known as one: the last word goes.
            int word = masked.length();
            while (word > 0 && !Character.isWhitespace(masked.charAt(word - 1))) {
                word--;
            }
            masked = word > 0 ? masked.substring(0, word) : cut(masked, masked.length() / 2);
        }
        return cut(masked, MAX_MESSAGE);
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, splitsPair ? length - 1 : length);
    }
}
