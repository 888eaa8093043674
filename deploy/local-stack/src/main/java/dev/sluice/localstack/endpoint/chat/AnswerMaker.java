package dev.sluice.localstack.endpoint.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes an answer out of a request, and of nothing else: the same request always gets the same answer.
 *
 * @param counter counts the usage and cuts at the request's limit
 * @param minWords fewest words of an answer before cutting, at least 1
 * @param maxWords most words of an answer
 */
public record AnswerMaker(TokenCounter counter, int minWords, int maxWords) {

    private static final List<String> WORDS =
            List.of(
                    "water", "gate", "river", "flows", "slowly", "through", "the", "open",
                    "channel", "and", "every", "drop", "is", "counted", "before", "it", "reaches",
                    "a", "quiet", "lake", "where", "small", "boats", "wait", "for", "wind", "from",
                    "north", "while", "stones", "keep", "their", "place", "under", "bridge", "some",
                    "lights", "shine", "late", "evening", "green", "fields", "rest", "near", "old",
                    "mill", "its", "wheel", "turns", "with", "steady", "rhythm", "each", "measure",
                    "holds", "more", "than", "one", "story", "about", "rain", "spring", "long",
                    "roads");

    /** The answer to a call. */
    public Answer answer(ChatCall call) {
        long seed = call.seed();
        int limit = call.maxTokens().orElse(Integer.MAX_VALUE);
        List<Answer.Choice> choices = new ArrayList<>(call.choices());
        int completionTokens = 0;
        for (int index = 0; index < call.choices(); index++) {
            TokenCounter.Head head = counter.head(text(new SplittableRandom(seed + index)), limit);
            completionTokens += head.tokens();
            choices.add(new Answer.Choice(head.text(), head.cut() ? "length" : "stop"));
        }
        return new Answer(
                "chatcmpl-" + Long.toHexString(seed),
                call.model(),
                List.copyOf(choices),
                new Answer.Usage(counter.prompt(call), completionTokens));
    }

    private String text(SplittableRandom random) {
        int words = random.nextInt(minWords, maxWords + 1);
        StringBuilder text = new StringBuilder(words * 6);
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.append('.').toString();
    }
}
