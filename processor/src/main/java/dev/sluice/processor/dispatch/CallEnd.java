package dev.sluice.processor.dispatch;

import dev.sluice.processor.outcome.Outcome;
import dev.sluice.v1.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
     * @param load whether the endpoint carries as many calls as it has
     * @param pause how long nothing is to be sent there, where the endpoint had too much of us
     * @param remaining how much the endpoint says that it still takes
     * @param latency from the start of the call to its end
     */
    record Sign(
            Health health,
            Load load,
            Optional<Duration> pause,
            List<Remaining> remaining,
            Duration latency) {
        /** It works. */
        public static final Sign WORKS = of(Health.WORKS, Load.CARRIED);

        /** It works, and refuses this request for what is in it. */
        public static final Sign DECLINES = of(Health.WORKS, Load.UNKNOWN);

        /** It does not work, however many calls it has. */
        public static final Sign FAILS = of(Health.FAILS, Load.UNKNOWN);

        /** It does not work, as may be when it has too many calls. */
        public static final Sign STRAINED = of(Health.FAILS, Load.TOO_MUCH);

        /** The call says nothing of it. */
        public static final Sign NONE = of(Health.UNKNOWN, Load.UNKNOWN);

        /** Keeps its own list. */
        public Sign {
            remaining = List.copyOf(remaining);
        }

        /** It works, and wants to be left alone for a while. */
        public static Sign paused(Duration pause) {
            return of(Health.WORKS, Load.TOO_MUCH).pausedFor(Optional.of(pause));
        }

        /** The same with such a pause. */
        public Sign pausedFor(Optional<Duration> asked) {
            return new Sign(health, load, asked, remaining, latency);
        }

        /** The same of an endpoint that says so. */
        public Sign saying(List<Remaining> said) {
            return new Sign(health, load, pause, said, latency);
        }

        /** The same of a call that took so long. */
        public Sign after(Duration time) {
            return new Sign(health, load, pause, remaining, time);
        }

        private static Sign of(Health health, Load load) {
            return new Sign(health, load, Optional.empty(), List.of(), Duration.ZERO);
        }
    }

    /** Whether an endpoint carries as many calls at once as it has. */
    enum Load {
        /** It answered one more. */
        CARRIED,
        /** It refused the call, or broke down under it. */
        TOO_MUCH,
        /** The call ended for another reason. */
        UNKNOWN
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
