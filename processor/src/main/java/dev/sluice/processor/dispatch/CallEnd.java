package dev.sluice.processor.dispatch;

import dev.sluice.processor.outcome.Outcome;
import dev.sluice.v1.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** What came of a call: the request's end, or another try. */
public sealed interface CallEnd {
    /** What the call says of the endpoint. */
    Sign sign();

    /** What the call took. */
    Spent spent();

    /**
     * The request ends.
     *
     * @param outcome its one outcome
     */
    record Final(Outcome outcome, Sign sign, Spent spent) implements CallEnd {}

    /**
     * The request is to be tried again.
     *
     * @param past what was done for it, this call included
     * @param notBefore when, at the earliest; before the request's deadline
     */
    record Again(Past past, Instant notBefore, Sign sign, Spent spent) implements CallEnd {}

    /** It became too late to send the call; nothing was. */
    record Unsent() implements CallEnd {
        @Override
        public Sign sign() {
            return Sign.NONE;
        }

        @Override
        public Spent spent() {
            return Spent.NOTHING;
        }
    }

    /**
     * What a call took.
     *
     * @param tokens of prompt and answer; empty where nothing is known of them
     * @param usage what the endpoint reported, or what was estimated in its place
     */
    record Spent(OptionalLong tokens, Optional<Usage> usage) {
        /** Nothing is known. */
        public static final Spent UNKNOWN = new Spent(OptionalLong.empty(), Optional.empty());

        /** The endpoint refused the call. */
        public static final Spent NOTHING = new Spent(OptionalLong.of(0), Optional.empty());

        /** What a report says. */
        public static Spent of(Usage usage) {
            Long total = usage.getTotalTokens();
            return new Spent(
                    total == null || total < 0 ? OptionalLong.empty() : OptionalLong.of(total),
                    Optional.of(usage));
        }
    }

    /**
     * What a call says of the endpoint and the model that it was sent to.
     *
     * @param health whether they work
     * @param pause how long nothing is to be sent there, where the endpoint had too much of us
     */
    record Sign(Health health, Optional<Duration> pause) {
        /** It works. */
        public static final Sign WORKS = new Sign(Health.WORKS, Optional.empty());

        /** It does not. */
        public static final Sign FAILS = new Sign(Health.FAILS, Optional.empty());

        /** The call says nothing of it. */
        public static final Sign NONE = new Sign(Health.UNKNOWN, Optional.empty());

        /** It works, and wants to be left alone for a while. */
        public static Sign paused(Duration pause) {
            return new Sign(Health.WORKS, Optional.of(pause));
        }
    }

    /** Whether an endpoint works. */
    enum Health {
        /** It answered, if only that the request is wrong. */
        WORKS,
        /** It did not answer, or not as it should. */
        FAILS,
        /** The call ended for a reason of our own. */
        UNKNOWN
    }
}
