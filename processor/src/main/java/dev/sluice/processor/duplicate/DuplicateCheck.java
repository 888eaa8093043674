package dev.sluice.processor.duplicate;

import dev.sluice.processor.outcome.Subject;
import dev.sluice.processor.pending.Verdict;
import java.time.InstantSource;
import java.util.OptionalLong;
import org.apache.kafka.streams.processor.api.ProcessingContext;

/** Tells repeats from requests that are new, in one task. Confined to its stream thread. */
final class DuplicateCheck {
    private final AcceptedIds accepted;
    private final RepeatRule rule;
    private final ProcessingContext context;
    private final InstantSource clock;
    private final Fingerprints fingerprints = new Fingerprints();

    DuplicateCheck(
            AcceptedIds accepted, RepeatRule rule, ProcessingContext context, InstantSource clock) {
        this.accepted = accepted;
        this.rule = rule;
        this.context = context;
        this.clock = clock;
    }

    /** Judges a request that has just come. It counts as no older than those before it, whatever its timestamp says. */
    Verdict first(Verdict.Ready ready) {
        long now = now(ready.subject());
        return judge(ready, now, now);
    }

    /**
     * Judges a request that was taken in before, and may not have been readable then. One that was judged already is
     * judged as it was.
     */
    Verdict again(Verdict.Ready ready) {
        Subject subject = ready.subject();
        long came =
                LogTime.of(
                        subject.appendedAt().toEpochMilli(), subject.admittedAt().toEpochMilli());
        return judge(ready, came, Math.max(came, now(subject)));
    }

    private Verdict judge(Verdict.Ready ready, long came, long now) {
        Subject subject = ready.subject();
        OptionalLong first =
                accepted.firstOrRemember(
                        fingerprints.of(subject.request()),
                        subject.position().getOffset(),
                        came,
                        now);
        return first.isEmpty() ? ready : rule.verdict(subject, first.getAsLong());
    }

    /** The log's time. Streams keeps the newest timestamp of a partition with its committed offset, over restarts. */
    private long now(Subject subject) {
        long newest = Math.max(context.currentStreamTimeMs(), subject.appendedAt().toEpochMilli());
        return LogTime.of(newest, clock.millis());
    }
}
