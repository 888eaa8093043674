package dev.sluice.processor.schedule;

import dev.sluice.processor.dispatch.Dispatch;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.Subject;
import dev.sluice.processor.schedule.Work.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Decides which request is sent next, and when. Single-threaded: every method is called on one context. It holds no
 * lock, waits for nothing and takes its time from a clock, so that a test can drive it step by step.
 *
 * <p>It knows every request that this process works on by its place in the log. So a request that is offered again, by
 * a sweep or by a task that came back, is never sent a second time while its call is out.
 */
final class Scheduler {
    /** How long an answer waits for a task to come back and claim it; rebalances are over well before. */
    static final Duration UNCLAIMED_TTL = Duration.ofMinutes(1);

    /** Stands in for the task that went away while a call was out. */
    private static final Owner NOBODY =
            (offset, outcome) -> {
                throw new IllegalStateException("nobody owns this answer");
            };

    private record Unclaimed(Outcome outcome, long untilMillis) {}

    private final InstantSource clock;
    private final int maxInFlight;
    private final Dispatch dispatch;
    private final Function<Subject, Outcome> expired;
    private final BiConsumer<Work, Outcome> onAnswer;

    private final Map<Work.Key, Work> live = new HashMap<>();
    private final Queue<Work> waiting = new ArrayDeque<>();
    private final SortedSet<Work> deadlines =
            new TreeSet<>(
                    Comparator.comparingLong(Work::deadline).thenComparingLong(Work::sequence));

    /** In the order in which they came, which is the order in which they are dropped. */
    private final Map<Work.Key, Unclaimed> unclaimed = new LinkedHashMap<>();

    private int inFlight;
    private long arrivals;

    /**
     * @param maxInFlight calls in flight, at least 1
     * @param dispatch makes the calls
     * @param expired makes the outcome of a request whose deadline passed before it was sent
     * @param onAnswer called on any thread when a call ends; must lead to {@link #finished} on the scheduler's own
     */
    Scheduler(
            InstantSource clock,
            int maxInFlight,
            Dispatch dispatch,
            Function<Subject, Outcome> expired,
            BiConsumer<Work, Outcome> onAnswer) {
        this.clock = clock;
        this.maxInFlight = maxInFlight;
        this.dispatch = dispatch;
        this.expired = expired;
        this.onAnswer = onAnswer;
    }

    /** Takes a request. One that is known already only changes its owner, who gets the answer of the call that is out. */
    void offer(Work work) {
        if (work.state() != State.NEW) {
            return;
        }
        Unclaimed answer = unclaimed.remove(work.key());
        if (answer != null) {
            work.state(State.DONE);
            deliver(work, answer.outcome());
            return;
        }
        Work known = live.get(work.key());
        if (known != null) {
            known.owner(work.owner());
            work.state(State.DONE);
            return;
        }
        work.sequence(arrivals++);
        work.state(State.WAITING);
        live.put(work.key(), work);
        waiting.add(work);
        if (work.deadline() != Long.MAX_VALUE) {
            deadlines.add(work);
        }
    }

    /** Forgets what an owner has waiting, and keeps its calls for a task that comes back for them. */
    void disown(Owner owner) {
        Iterator<Work> works = live.values().iterator();
        while (works.hasNext()) {
            Work work = works.next();
            if (work.owner() == owner) {
                if (work.state() == State.IN_FLIGHT) {
                    work.owner(NOBODY);
                } else {
                    works.remove();
                    done(work);
                }
            }
        }
        waiting.removeIf(work -> work.state() == State.DONE);
    }

    /** A call ended. */
    void finished(Work work, Outcome outcome) {
        inFlight--;
        live.remove(work.key());
        done(work);
        if (work.owner() == NOBODY) {
            long until = clock.millis() + UNCLAIMED_TTL.toMillis();
            unclaimed.put(work.key(), new Unclaimed(outcome, until));
        } else {
            deliver(work, outcome);
        }
    }

    /** Sends what may be sent. */
    void pump() {
        while (inFlight < maxInFlight) {
            Work next = waiting.poll();
            if (next == null) {
                return;
            }
            if (next.state() != State.WAITING) {
                continue;
            }
            if (next.deadline() <= clock.millis()) {
                expire(next);
            } else {
                send(next);
            }
        }
    }

    /** Ends what has waited past its deadline, and drops answers that nobody came back for. */
    void tick() {
        long now = clock.millis();
        while (!deadlines.isEmpty() && deadlines.first().deadline() <= now) {
            expire(deadlines.first());
        }
        unclaimed.values().removeIf(answer -> answer.untilMillis() <= now);
    }

    /** Calls that are out. */
    int inFlight() {
        return inFlight;
    }

    /** Requests that wait for a slot. */
    int waiting() {
        return live.size() - inFlight;
    }

    private void send(Work work) {
        // From here on the call's own timeout minds the deadline.
        deadlines.remove(work);
        work.state(State.IN_FLIGHT);
        inFlight++;
        try {
            dispatch.dispatch(work.subject(), outcome -> onAnswer.accept(work, outcome));
        } catch (RuntimeException e) {
            // Nothing was sent: back to the state in which the next sweep finds it.
            inFlight--;
            live.remove(work.key());
            work.state(State.NEW);
            throw e;
        }
    }

    private void expire(Work work) {
        live.remove(work.key());
        done(work);
        deliver(work, expired.apply(work.subject()));
    }

    private void done(Work work) {
        deadlines.remove(work);
        work.state(State.DONE);
    }

    private static void deliver(Work work, Outcome outcome) {
        work.owner().deliver(work.key().offset(), outcome);
    }
}
