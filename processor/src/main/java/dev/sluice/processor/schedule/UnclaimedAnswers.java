package dev.sluice.processor.schedule;

import dev.sluice.processor.dispatch.CallEnd;
import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Answers to calls whose task went away while they were out. They are kept for a while, for a task that comes back. */
final class UnclaimedAnswers {
    /** How long an answer waits for a task to come back and claim it; rebalances are over well before. */
    static final Duration TTL = Duration.ofMinutes(1);

    /** Stands in for the task that went away while a call was out. */
    static final Owner NOBODY =
            new Owner() {
                @Override
                public void deliver(long offset, Outcome outcome) {
                    throw new IllegalStateException("nobody owns this answer");
                }

                @Override
                public void chunk(long offset, byte[] value) {
                    // A preview, of which nobody has to know.
                }

                @Override
                public void postpone(long offset, Past past, Instant notBefore) {
                    throw new IllegalStateException("nobody owns this request");
                }

                @Override
                public void giveBack(long offset) {
                    throw new IllegalStateException("nobody owns this request");
                }
            };

    private record Answer(CallEnd end, long untilMillis) {}

    /** In the order in which they came, which is the order in which they are dropped. */
    private final Map<Work.Key, Answer> answers = new LinkedHashMap<>();

    void add(Work.Key key, CallEnd end, long nowMillis) {
        answers.put(key, new Answer(end, nowMillis + TTL.toMillis()));
    }

    /** Takes an answer, if it is there. */
    Optional<CallEnd> claim(Work.Key key) {
        return Optional.ofNullable(answers.remove(key)).map(Answer::end);
    }

    /** Drops what nobody came back for. */
    void drop(long nowMillis) {
        answers.values().removeIf(answer -> answer.untilMillis() <= nowMillis);
    }
}
