package dev.sluice.processor.schedule;

import dev.sluice.processor.dispatch.Call;
import dev.sluice.processor.dispatch.CallEnd;
import dev.sluice.processor.dispatch.CallListener;
import dev.sluice.processor.dispatch.Dispatch;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.Waits;
import dev.sluice.processor.route.Routes;
import dev.sluice.processor.route.Routing;
import dev.sluice.processor.schedule.Work.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides which request is sent next, and when. Single-threaded: every method is called on one context. It holds no
 * lock, waits for nothing and takes its time from a clock, so that a test can drive it step by step.
 *
 * <p>It knows every request that this process works on by its place in the log. So a request that is offered again, by
 * a sweep or by a task that came back, is never sent a second time while its call is out.
 */
final class Scheduler {
    /** How long a request waits after a call that could not even be started. */
    private static final Duration AFTER_A_DEFECT = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final int maxInFlight;
    private final Dispatch dispatch;
    private final Routes routes;
    private final Targets targets;
    private final Costs costs;
    private final Endings endings;
    private final Function<Work, CallListener> listeners;

    private final Map<Work.Key, Work> live = new HashMap<>();
    private final WaitingRoom room;
    private final UnclaimedAnswers unclaimed = new UnclaimedAnswers();
    private int inFlight;
    private long arrivals;

    /**
     * @param maxInFlight calls in flight, at least 1
     * @param dispatch makes the calls
     * @param routes where requests can go
     * @param targets whether they can go there now
     * @param room where requests wait, and which one goes next
     * @param costs what requests are taken to need of the limits
     * @param endings makes the outcomes of requests that are not sent again
     * @param listeners makes who hears of a call, on any thread, and tells {@link #chunk} and {@link #finished} on ours
     */
    Scheduler(
            InstantSource clock,
            int maxInFlight,
            Dispatch dispatch,
            Routes routes,
            Targets targets,
            WaitingRoom room,
            Costs costs,
            Endings endings,
            Function<Work, CallListener> listeners) {
        this.clock = clock;
        this.maxInFlight = maxInFlight;
        this.dispatch = dispatch;
        this.routes = routes;
        this.targets = targets;
        this.room = room;
        this.costs = costs;
        this.endings = endings;
        this.listeners = listeners;
    }

    /** Takes a request. One that is known already only changes its owner, who gets the answer of the call that is out. */
    void offer(Work work) {
        if (work.state() != State.NEW) {
            return;
        }
        Optional<CallEnd> answer = unclaimed.claim(work.key());
        if (answer.isPresent()) {
            work.sequence(arrivals++);
            settle(work, answer.get());
            return;
        }
        Work known = live.get(work.key());
        if (known != null) {
            known.adopt(work);
            work.state(State.DONE);
            return;
        }
        work.sequence(arrivals++);
        await(work);
    }

    /** Gives a request back that waits; nothing happens to one whose call is out, or that is done. */
    void withdraw(Work work) {
        Work known = live.get(work.key());
        if (known != null && known.state() == State.WAITING && known.owner() == work.owner()) {
            live.remove(known.key());
            done(known);
            known.owner().giveBack(known.key().offset());
        }
    }

    /** Forgets what an owner has waiting, and keeps its calls for a task that comes back for them. */
    void disown(Owner owner) {
        Iterator<Work> works = live.values().iterator();
        while (works.hasNext()) {
            Work work = works.next();
            if (work.owner() == owner) {
                if (work.state() == State.IN_FLIGHT) {
                    work.owner(UnclaimedAnswers.NOBODY);
                } else {
                    works.remove();
                    done(work);
                }
            }
        }
    }

    /** A piece of a streamed answer came. */
    void chunk(Work work, byte[] value) {
        work.owner().chunk(work.key().offset(), value);
    }

    /** A call that could not have been sent at any time is being sent. */
    void sent(Work work, long nanos) {
        work.leave().grant().sent(nanos);
    }

    /** A call ended. */
    void finished(Work work, CallEnd end) {
        inFlight--;
        work.standing().back();
        live.remove(work.key());
        if (end instanceof CallEnd.Unsent) {
            targets.cancel(work.leave()).forEach(room::opened);
            comeBack(work);
            return;
        }
        targets.release(work.leave(), end.sign(), end.spent()).forEach(room::opened);
        if (work.owner() == UnclaimedAnswers.NOBODY) {
            done(work);
            unclaimed.add(work.key(), end, clock.millis());
        } else {
            settle(work, end);
        }
        costs.learn(work, end.spent());
    }

    /** What held requests back may let something through. */
    void opened(Barrier barrier) {
        room.opened(barrier);
    }

    /** Sends what may be sent. */
    void pump() {
        while (inFlight < maxInFlight) {
            Optional<Lane> next = room.next();
            if (next.isEmpty()) {
                return;
            }
            Work work = next.get().head();
            if (work.deadline() <= clock.millis()) {
                expire(work);
                continue;
            }
            Lane lane = next.get();
            Passage passage =
                    targets.acquire(
                            work.route(),
                            work.past().lastEndpoint(),
                            costs.demand(work),
                            barrier -> room.isBehind(lane, barrier));
            if (passage instanceof Leave leave) {
                send(lane, work, leave);
            } else if (passage instanceof Passage.Held held) {
                room.hold(lane, held.barriers());
            } else {
                String limit = ((Passage.TooLarge) passage).limit().rule();
                end(work, waits -> endings.tooLarge(work.subject(), work.past(), waits, limit));
            }
        }
    }

    /**
     * Ends what has waited past its deadline, takes up what is due again, looks again at what was closed, and drops
     * answers that nobody came back for.
     */
    void tick() {
        long now = clock.millis();
        for (Optional<Work> overdue = room.overdue(now);
                overdue.isPresent();
                overdue = room.overdue(now)) {
            expire(overdue.get());
        }
        room.tick(clock.instant());
        unclaimed.drop(now);
    }

    /** Calls that are out. */
    int inFlight() {
        return inFlight;
    }

    /** Requests that wait for a call, or for the time of their next one. */
    int waiting() {
        return live.size() - inFlight;
    }

    /** When the first of them was taken in. Looks at each. */
    Optional<Instant> waitingSince() {
        return Work.firstTakenIn(live.values());
    }

    /** A request was not sent after all: it waits as before. Whoever takes up one that nobody owns offers it anew. */
    private void comeBack(Work work) {
        if (work.owner() == UnclaimedAnswers.NOBODY) {
            done(work);
        } else {
            await(work);
        }
    }

    /** What a call led to goes to the request's owner. */
    private void settle(Work work, CallEnd end) {
        if (end instanceof CallEnd.Again again) {
            work.tried(again.past(), again.notBefore());
            await(work);
            work.owner().postpone(work.key().offset(), again.past(), again.notBefore());
        } else {
            done(work);
            work.owner().deliver(work.key().offset(), ((CallEnd.Final) end).outcome());
        }
    }

    private void await(Work work) {
        work.route(route(work));
        work.state(State.WAITING);
        live.put(work.key(), work);
        room.enter(work, clock.instant());
    }

    private Routing.Route route(Work work) {
        Routing routing = routes.find(work.subject().request());
        if (routing instanceof Routing.Route route) {
            // Where nothing is left, which no decision leads to, all may be asked once more.
            return work.past().left(route).orElse(route);
        }
        throw new IllegalStateException("A request without a route was let in: " + work.subject());
    }

    private void send(Lane lane, Work work, Leave leave) {
        room.sent(lane);
        work.state(State.IN_FLIGHT);
        work.leave(leave);
        inFlight++;
        work.standing().sent();
        try {
            dispatch.dispatch(
                    new Call(
                            work.subject(),
                            work.past(),
                            work.route(),
                            leave.target(),
                            leave.probe(),
                            leave.grant().expiresAt(),
                            work.told()),
                    listeners.apply(work));
        } catch (RuntimeException e) {
            // Nothing was sent. Whoever threw has a defect, and must not be asked without pause.
            inFlight--;
            work.standing().back();
            targets.cancel(leave).forEach(room::opened);
            work.tried(work.past(), clock.instant().plus(AFTER_A_DEFECT));
            await(work);
            throw e;
        }
    }

    private void expire(Work work) {
        end(work, waits -> endings.expired(work.subject(), work.past(), waits));
    }

    private void end(Work work, Function<Waits, Outcome> ending) {
        live.remove(work.key());
        done(work);
        // What it waited for is complete only now.
        work.owner().deliver(work.key().offset(), ending.apply(work.told()));
    }

    private void done(Work work) {
        room.leave(work, clock.instant());
        work.state(State.DONE);
    }
}
