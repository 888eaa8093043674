package dev.sluice.processor.dispatch;

import dev.sluice.v1.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Shortens a conversation that does not fit the model's context: its oldest exchanges go, each a user's message with all
 * that follows it up to the next one. Instructions at the beginning and the last exchange stay.
 */
final class ContextTrim {
    private static final Set<String> INSTRUCTIONS = Set.of("system", "developer");

    private ContextTrim() {}

    /**
     * How many messages to leave out next. The number of exchanges left out doubles each time, so that a long
     * conversation takes few calls.
     *
     * @param trimmed how many messages were left out before
     * @return more than that; nothing where only the last exchange is left
     */
    static OptionalInt next(List<ChatMessage> messages, int trimmed) {
        List<Integer> cuts = cuts(messages);
        // Of the exchanges, so many are gone.
        int gone = (int) cuts.stream().filter(cut -> cut <= trimmed).count();
        if (gone >= cuts.size()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(cuts.get(Math.min(Math.max(1, 2 * gone), cuts.size()) - 1));
    }

    /** The messages without the first {@code trimmed} after the instructions. */
    static List<ChatMessage> apply(List<ChatMessage> messages, int trimmed) {
        int kept = instructions(messages);
        List<ChatMessage> left = new ArrayList<>(messages.subList(0, kept));
        left.addAll(messages.subList(Math.min(kept + trimmed, messages.size()), messages.size()));
        return left;
    }

    /** How many messages each exchange but the last takes with it when it goes, and all before it. */
    private static List<Integer> cuts(List<ChatMessage> messages) {
        int kept = instructions(messages);
        List<Integer> cuts = new ArrayList<>();
        for (int i = kept + 1; i < messages.size(); i++) {
            if ("user".equals(messages.get(i).getRole())) {
                cuts.add(i - kept);
            }
        }
        return cuts;
    }

    private static int instructions(List<ChatMessage> messages) {
        int count = 0;
        while (count < messages.size() && INSTRUCTIONS.contains(messages.get(count).getRole())) {
            count++;
        }
        return count;
    }
}
