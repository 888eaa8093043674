package dev.sluice.localstack.endpoint.chat;

import java.util.List;
import java.util.OptionalInt;

/**
 * The parts of a chat request that the answer depends on.
 *
 * @param model as asked for
 * @param messages in their order, at least one
 * @param stream whether the answer is server-sent events
 * @param includeUsage whether a stream ends with a chunk that holds the usage
 * @param maxTokens bound of each choice, the smaller of {@code max_tokens} and {@code max_completion_tokens}
 * @param choices how many answers, at least 1
 */
public record ChatCall(
        String model,
        List<Message> messages,
        boolean stream,
        boolean includeUsage,
        OptionalInt maxTokens,
        int choices) {

    /**
     * One message.
     *
     * @param role as sent
     * @param name of the participant, empty if there is none
     * @param text all text parts, joined
     * @param images count of image parts
     */
    public record Message(String role, String name, String text, int images) {

        @Override
        public String toString() {
            return "Message[" + role + ", " + text.length() + " characters]";
        }
    }

    /** The text of the last message of role {@code user}, empty if there is none. */
    public String lastUserText() {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role().equals("user")) {
                return messages.get(i).text();
            }
        }
        return "";
    }

    /** What the answer is drawn from: equal for equal models and messages, and nothing else has a part in it. */
    public long seed() {
        long seed = model.hashCode();
        for (Message message : messages) {
            seed = mix(seed, message.role());
            seed = mix(seed, message.name());
            seed = mix(seed, message.text());
        }
        return seed;
    }

    private static long mix(long seed, String text) {
        // The multiplier of Knuth's 64-bit linear congruential generator (MMIX).
        return (seed ^ text.hashCode()) * 6364136223846793005L + text.length();
    }
}
