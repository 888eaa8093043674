package dev.sluice.localstack.endpoint.chat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.regex.Pattern;

/** Writes an answer as JSON, or as the chunks of a stream. By hand, because only the model's name ever needs escaping. */
public final class AnswerJson {

    private static final Pattern WORD_STARTS = Pattern.compile("(?= )");

    private AnswerJson() {}

    /** The body of an answer that is not streamed. */
    public static String whole(Answer answer) {
        StringBuilder json = head(answer, "chat.completion");
        for (int index = 0; index < answer.choices().size(); index++) {
            Answer.Choice choice = answer.choices().get(index);
            json.append(index == 0 ? "" : ",")
                    .append("{\"index\":")
                    .append(index)
                    .append(",\"message\":{\"role\":\"assistant\",\"content\":\"")
                    .append(choice.text())
                    .append("\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"")
                    .append(choice.finishReason())
                    .append("\"}");
        }
        json.append("],\"usage\":");
        return usage(json, answer.usage()).append('}').toString();
    }

    /** The body of a streamed answer: one event for each word, and the end mark. */
    public static String stream(Answer answer, boolean includeUsage) {
        String head = "data: " + head(answer, "chat.completion.chunk");
        String tail = includeUsage ? "],\"usage\":null}\n\n" : "]}\n\n";
        StringBuilder events = new StringBuilder(1_024);
        for (int index = 0; index < answer.choices().size(); index++) {
            Answer.Choice choice = answer.choices().get(index);
            event(events, head, index, "\"role\":\"assistant\",\"content\":\"\"", "null", tail);
            for (String piece : pieces(choice.text())) {
                event(events, head, index, "\"content\":\"" + piece + "\"", "null", tail);
            }
            event(events, head, index, "", "\"" + choice.finishReason() + "\"", tail);
        }
        if (includeUsage) {
            events.append(head).append("],\"usage\":");
            usage(events, answer.usage()).append("}\n\n");
        }
        return events.append("data: [DONE]\n\n").toString();
    }

    private static void event(
            StringBuilder events,
            String head,
            int index,
            String delta,
            String finish,
            String tail) {
        events.append(head)
                .append("{\"index\":")
                .append(index)
                .append(",\"delta\":{")
                .append(delta)
                .append("},\"logprobs\":null,\"finish_reason\":")
                .append(finish)
                .append('}')
                .append(tail);
    }

    /** Words, each with the blank before it. */
    private static List<String> pieces(String text) {
        return WORD_STARTS.splitAsStream(text).toList();
    }

    private static StringBuilder head(Answer answer, String object) {
        return new StringBuilder(512)
                .append("{\"id\":\"")
                .append(answer.id())
                .append("\",\"object\":\"")
                .append(object)
                .append("\",\"created\":")
                .append(Answer.CREATED)
                .append(",\"model\":\"")
                .append(JsonStringEncoder.getInstance().quoteAsString(answer.model()))
                .append("\",\"system_fingerprint\":\"fp_simulated\",\"choices\":[");
    }

    private static StringBuilder usage(StringBuilder json, Answer.Usage usage) {
        return json.append("{\"prompt_tokens\":")
                .append(usage.promptTokens())
                .append(",\"completion_tokens\":")
                .append(usage.completionTokens())
                .append(",\"total_tokens\":")
                .append(usage.promptTokens() + usage.completionTokens())
                .append(",\"prompt_tokens_details\":{\"cached_tokens\":0}")
                .append(",\"completion_tokens_details\":{\"reasoning_tokens\":0}}");
    }
}
