package dev.sluice.processor.openai;

import dev.sluice.v1.Choice;
import dev.sluice.v1.ProviderError;
import dev.sluice.v1.Usage;
import java.util.List;
import java.util.Optional;

/** What a body that came with status 200 turns out to be. */
public sealed interface ChatAnswer {
    /**
     * A chat completion.
     *
     * @param header what the endpoint says of the answer
     * @param choices the answers, at least one
     * @param extra every top-level field that the schema does not type: JSON text of an object
     * @param usage tokens as reported; empty where nothing was
     */
    record Completion(
            AnswerHeader header,
            List<Choice> choices,
            Optional<String> extra,
            Optional<Usage> usage)
            implements ChatAnswer {}

    /**
     * JSON in another shape than a chat completion's. Still a completion.
     *
     * @param header what the endpoint says of the answer
     * @param raw the whole answer as it came
     * @param usage tokens as reported; empty where nothing was
     */
    record OtherShape(AnswerHeader header, String raw, Optional<Usage> usage)
            implements ChatAnswer {}

    /**
     * An error in spite of the status.
     *
     * @param error what the endpoint says, credentials masked
     * @param usage tokens as reported, since the call may have been paid for; empty where nothing was
     */
    record Failure(ProviderError error, Optional<Usage> usage) implements ChatAnswer {}

    /**
     * Not what it claims to be: not JSON, HTML, an event stream, empty.
     *
     * @param problem one sentence that repeats nothing of the body
     */
    record Malformed(String problem) implements ChatAnswer {}
}
