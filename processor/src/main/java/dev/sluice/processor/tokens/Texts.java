package dev.sluice.processor.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.Choice;
import dev.sluice.v1.ContentPart;
import dev.sluice.v1.FunctionCall;
import dev.sluice.v1.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gathers the texts that a model reads or generates. */
final class Texts {
    private final List<String> texts = new ArrayList<>();

    /** The texts of an answer. */
    static List<String> of(List<Choice> choices) {
        Texts texts = new Texts();
        choices.forEach(choice -> texts.body(choice.getMessage()));
        return texts.all();
    }

    void add(@Nullable String text) {
        if (text != null && !text.isEmpty()) {
            texts.add(text);
        }
    }

    /** All of a message but its role and name. */
    void body(ChatMessage message) {
        Object content = message.getContent();
        if (content instanceof List<?> parts) {
            for (Object part : parts) {
                add(((ContentPart) part).getText());
                add(((ContentPart) part).getRefusal());
            }
        } else if (content != null) {
            add(content.toString());
        }
        add(message.getRefusal());
        add(message.getReasoning());
        if (!Objects.equals(message.getReasoning(), message.getReasoningContent())) {
            add(message.getReasoningContent());
        }
        for (ToolCall call : message.getToolCalls()) {
            function(call.getFunction());
            add(call.getExtra());
        }
        function(message.getFunctionCall());
    }

    private void function(@Nullable FunctionCall call) {
        if (call != null) {
            add(call.getName());
            add(call.getArguments());
        }
    }

    List<String> all() {
        return texts;
    }

    /** The bytes of a text in UTF-8. */
    static long bytes(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Each half of a pair stands for two of its four bytes.
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }

    /** The text as UTF-8 can hold it: half of a surrogate pair becomes a question mark. Tokenizers take nothing else. */
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean isPair =
                        i + 1 < text.length()
                                && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!isPair) {
                    return new String(text.getBytes(UTF_8), UTF_8);
                }
                i++;
            }
        }
        return text;
    }
}
