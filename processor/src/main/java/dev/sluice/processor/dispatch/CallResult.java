package dev.sluice.processor.dispatch;

import dev.sluice.processor.openai.AnswerHeader;
import dev.sluice.processor.outcome.Failure;
import dev.sluice.v1.BilledTo;
import dev.sluice.v1.Choice;
import dev.sluice.v1.Usage;
import java.util.List;
import java.util.Optional;

/** What came of one call. */
sealed interface CallResult {
    /**
     * An answer.
     *
     * @param header what the endpoint says of it
     * @param choices empty where {@code raw} is present
     * @param extra top-level fields that the schema does not type
     * @param raw the whole answer where it is not in the shape of a chat completion
     * @param usage tokens as reported
     */
    record Answered(
            AnswerHeader header,
            List<Choice> choices,
            Optional<String> extra,
            Optional<String> raw,
            Optional<Usage> usage)
            implements CallResult {}

    /** It became too late to send the request. */
    record Unsent() implements CallResult {}

    /**
     * No answer.
     *
     * @param failure why
     * @param billedTo who carries the call
     * @param usage tokens that were spent all the same, as far as known
     */
    record Failed(Failure failure, BilledTo billedTo, Optional<Usage> usage)
            implements CallResult {}
}
