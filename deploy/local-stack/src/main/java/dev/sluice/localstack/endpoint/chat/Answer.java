package dev.sluice.localstack.endpoint.chat;

import java.util.List;

/**
 * What the endpoint says.
 *
 * @param id made of the request, so that equal requests get equal answers
 * @param model as asked for
 * @param choices one or more
 * @param usage of the whole answer
 */
public record Answer(String id, String model, List<Choice> choices, Usage usage) {

    /** When every answer was created, in epoch seconds: a clock would make equal answers differ. */
    public static final long CREATED = 1_700_000_000L;

    /**
     * One of the answers.
     *
     * @param text plain ASCII letters, blanks and full stops, nothing that JSON escapes
     * @param finishReason {@code stop} or {@code length}
     */
    public record Choice(String text, String finishReason) {}

    /**
     * Tokens.
     *
     * @param promptTokens of the request
     * @param completionTokens of all choices together
     */
    public record Usage(int promptTokens, int completionTokens) {}
}
