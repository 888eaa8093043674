package dev.sluice.processor.openai;

import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.ContentPart;
import dev.sluice.v1.FunctionCall;
import dev.sluice.v1.ImageUrl;
import dev.sluice.v1.InputAudio;
import dev.sluice.v1.ToolCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Narrows any request to what the API documents: numbers to their ranges, roles and kinds to the known ones. What is set
 * stays set, and what is free text or free JSON stays as it is.
 */
final class DocumentedRequests {
    private static final List<String> ROLES =
            List.of("system", "developer", "user", "assistant", "tool", "function");
    private static final List<String> TOOLS =
            List.of(
                    "[]",
                    "[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"n\":1.50},\"strict\":null}}]",
                    "[ {\"type\":\"custom\",\"custom\":{\"name\":\"g\"}} ,\n{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]");
    private static final List<String> TOOL_CHOICES =
            List.of(
                    "\"none\"",
                    "\"auto\"",
                    "{\"type\":\"function\",\"function\":{\"name\":\"f\"}}",
                    " {\"type\":\"custom\",\"custom\":{\"name\":\"g\"}}");
    private static final List<String> FORMATS =
            List.of(
                    "{\"type\":\"text\"}",
                    "{ \"type\" : \"json_object\" }",
                    "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\",\"schema\":{\"minimum\":1E+400},\"strict\":true}}");

    private DocumentedRequests() {}

    static ChatRequest narrowed(ChatRequest request) {
        set(request.getFrequencyPenalty(), v -> request.setFrequencyPenalty(within(v, -2, 2)));
        set(request.getPresencePenalty(), v -> request.setPresencePenalty(within(v, -2, 2)));
        set(request.getTemperature(), v -> request.setTemperature(within(v, 0, 2)));
        set(request.getTopP(), v -> request.setTopP(within(v, 0, 1)));
        set(request.getLogitBias(), v -> request.setLogitBias(biases(v)));
        set(request.getTopLogprobs(), v -> request.setTopLogprobs(Math.floorMod(v, 21)));
        set(request.getMaxTokens(), v -> request.setMaxTokens(Math.max(1, v)));
        set(request.getMaxCompletionTokens(), v -> request.setMaxCompletionTokens(Math.max(1, v)));
        set(request.getN(), v -> request.setN(Math.max(1, v)));
        set(request.getTools(), v -> request.setTools(oneOf(TOOLS, v)));
        set(request.getToolChoice(), v -> request.setToolChoice(oneOf(TOOL_CHOICES, v)));
        set(request.getResponseFormat(), v -> request.setResponseFormat(oneOf(FORMATS, v)));
        request.getMessages().forEach(DocumentedRequests::narrow);
        return request;
    }

    private static void narrow(ChatMessage message) {
        String role = oneOf(ROLES, message.getRole());
        message.setRole(role);
        message.setContent(content(role, message.getContent()));
        if (role.equals("assistant")) {
            message.getToolCalls().forEach(DocumentedRequests::narrow);
        } else {
            message.setToolCalls(List.of());
            message.setFunctionCall(null);
        }
        if (role.equals("tool") && message.getToolCallId() == null) {
            message.setToolCallId("");
        }
        if (role.equals("function") && message.getName() == null) {
            message.setName("");
        }
    }

    private static void narrow(ToolCall call) {
        call.setId(call.getId() == null ? "" : call.getId());
        call.setType("function");
        if (call.getFunction() == null) {
            call.setFunction(new FunctionCall("", ""));
        }
    }

    private static @Nullable Object content(String role, @Nullable Object content) {
        if (content == null) {
            return role.equals("assistant") || role.equals("function") ? null : "";
        }
        if (!(content instanceof List<?> parts)) {
            return content;
        }
        if (role.equals("function") || parts.isEmpty()) {
            return "";
        }
        return parts.stream().map(part -> part(role, (ContentPart) part)).toList();
    }

    private static ContentPart part(String role, ContentPart part) {
        ContentPart known = new ContentPart();
        known.setExtra(part.getExtra());
        if (role.equals("user") && part.getImageUrl() != null) {
            String detail = part.getImageUrl().getDetail();
            known.setType("image_url");
            known.setImageUrl(
                    new ImageUrl(
                            part.getImageUrl().getUrl(),
                            detail == null ? null : oneOf(List.of("auto", "low", "high"), detail)));
        } else if (role.equals("user") && part.getInputAudio() != null) {
            String format = oneOf(List.of("wav", "mp3"), part.getInputAudio().getFormat());
            known.setType("input_audio");
            known.setInputAudio(new InputAudio(part.getInputAudio().getData(), format));
        } else if (role.equals("assistant") && part.getRefusal() != null) {
            known.setType("refusal");
            known.setRefusal(part.getRefusal());
        } else {
            known.setType("text");
            known.setText(part.getText() == null ? "" : part.getText());
        }
        return known;
    }

    private static Map<String, Double> biases(Map<String, Double> biases) {
        Map<String, Double> narrowed = new LinkedHashMap<>();
        biases.forEach(
                (token, bias) ->
                        narrowed.put(
                                String.valueOf(Math.abs((long) token.hashCode())),
                                within(bias, -100, 100)));
        return narrowed;
    }

    private static double within(double value, double least, double most) {
        return Math.max(least, Math.min(most, value));
    }

    private static String oneOf(List<String> known, String any) {
        return known.get(Math.floorMod(any.hashCode(), known.size()));
    }

    private static <T> void set(@Nullable T value, Consumer<T> field) {
        if (value != null) {
            field.accept(value);
        }
    }
}
