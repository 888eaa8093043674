package dev.sluice.processor.schedule;

import static dev.sluice.processor.schedule.SimulatedRequests.deadline;
import static dev.sluice.processor.schedule.SimulatedRequests.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.dispatch.Call;
import dev.sluice.processor.dispatch.CallEnd;
import dev.sluice.processor.dispatch.CallListener;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.Subject;
import dev.sluice.processor.usage.Bill;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One schedule of a small world around a scheduler, made up by a seeded random. Tasks come and go, sweeps offer again,
 * calls end early, late or while nobody owns them, limits change, time passes. What must always hold is checked where it could break.
 */
final class SchedulerSimulation {
    private static final int PARTITIONS = 3;
    private static final int STEPS = 250;

    private final Random random;
    private final int maxInFlight;
    private final boolean ordered;
    private final SimulatedLimits limits;
    private final SimulatedEndpoints endpoints;
    private final Scheduler scheduler;

    private final SimulatedStore store = new SimulatedStore();
    private final Map<String, Out> calls = new LinkedHashMap<>();
    private final Map<String, Long> unclaimedUntil = new HashMap<>();
    private final Map<Integer, SimulatedTask> tasks = new HashMap<>();
    private long now = 1_000_000;
    private long nextOffset;
    private int published;
    private boolean dispatchMayThrow = true;

    SchedulerSimulation(long seed) {
        random = new Random(seed);
        maxInFlight = 1 + random.nextInt(6);
        ordered = random.nextBoolean();
        endpoints = new SimulatedEndpoints(random);
        InstantSource clock = () -> Instant.ofEpochMilli(now);
        WaitingRoom room = new WaitingRoom(new KeyOrder(ordered), new Lanes(String::length, clock));
        limits = new SimulatedLimits(random, clock, room);
        scheduler =
                new Scheduler(
                        clock,
                        maxInFlight,
                        this::dispatch,
                        endpoints.routes(),
                        new Targets(
                                endpoints.breakers(clock),
                                endpoints.adaptiveLimits(),
                                limits.gates(),
                                clock),
                        room,
                        limits.costs(),
                        new TestEndings(new Outcome(Outcome.Kind.FAILURE, new byte[0], Bill.NONE)),
                        this::listener);
    }

    /** Runs the schedule, and then lets everything come to its end. */
    void run() {
        for (int i = 0; i < STEPS; i++) {
            step();
        }
        comeToAnEnd();
        assertThat(store.unanswered()).as("unanswered").isEmpty();
        assertThat(store.answered()).isEqualTo(published);
        assertThat(scheduler.inFlight()).isZero();
        assertThat(scheduler.waiting()).isZero();
    }

    private void step() {
        switch (random.nextInt(13)) {
            case 0, 1, 2, 3 -> publish();
            case 4, 5, 6 -> endACall();
            case 7 -> open(random.nextInt(PARTITIONS));
            case 8 -> close(random.nextInt(PARTITIONS));
            case 9 -> sweep();
            case 12 -> withdraw(random.nextInt(PARTITIONS));
            case 10 -> pass(random.nextInt(2_000));
            case 11 -> limits.change();
            default -> pass(random.nextInt(50_000));
        }
        // The loop may handle several messages before it sends again.
        if (random.nextInt(4) > 0) {
            pump();
        }
    }

    private void comeToAnEnd() {
        dispatchMayThrow = false;
        for (int partition = 0; partition < PARTITIONS; partition++) {
            open(partition);
        }
        endpoints.work();
        for (int i = 0; i < 4 * published + 20; i++) {
            // Long enough for every pause and every breaker.
            pass(SimulatedEndpoints.MOST_PAUSE_MILLIS);
            sweep();
            pump();
            endACall();
        }
    }

    private void publish() {
        int partition = random.nextInt(PARTITIONS);
        Subject subject = SimulatedRequests.subject(random, now, partition, nextOffset++);
        published++;
        store.publish(subject);
        SimulatedTask task = tasks.get(partition);
        if (task != null) {
            task.take(subject);
        }
    }

    /** A task starts, or is given back to this process: it takes up what its store holds. */
    private void open(int partition) {
        if (!tasks.containsKey(partition)) {
            SimulatedTask task =
                    new SimulatedTask(
                            partition, scheduler, store, () -> now, unclaimedUntil::remove);
            tasks.put(partition, task);
            task.takeUp();
        }
    }

    private void close(int partition) {
        SimulatedTask task = tasks.remove(partition);
        if (task != null) {
            task.close();
        }
    }

    /** Some of what a task has is parked, and comes back with the next sweep. */
    private void withdraw(int partition) {
        SimulatedTask task = tasks.get(partition);
        if (task != null && !ordered) {
            task.works().forEach(scheduler::withdraw);
        }
    }

    private void sweep() {
        tasks.values().forEach(task -> task.works().forEach(scheduler::offer));
        tasks.values().forEach(SimulatedTask::takeUp);
    }

    private void pass(int millis) {
        now += millis;
        scheduler.tick();
        unclaimedUntil.values().removeIf(until -> until <= now);
        tasks.values().forEach(task -> SimulatedRequests.checkNoneOverdue(task.works(), now));
    }

    private void pump() {
        try {
            scheduler.pump();
        } catch (IllegalStateException e) {
            // The loop logs it and goes on, and the request waits for another try.
            assertThat(e).hasMessage("cannot send");
        }
        assertThat(calls.size()).isEqualTo(scheduler.inFlight()).isLessThanOrEqualTo(maxInFlight);
        tasks.values().forEach(task -> task.checkCallsOut(calls.keySet()));
    }

    private void endACall() {
        if (!calls.isEmpty()) {
            List<Out> out = new ArrayList<>(calls.values());
            Out call = out.get(random.nextInt(out.size()));
            if (random.nextBoolean()) {
                call.done().chunk(new byte[0]);
            }
            call.done().ended(endpoints.end(call.past(), call.endpoint(), now));
        }
    }

    private void finish(Work work, CallEnd end) {
        String key = key(work.subject());
        assertThat(calls.remove(key)).as("a call that was out").isNotNull();
        int before = store.answered();
        int known = store.kept(key).past().attempts().size();
        scheduler.finished(work, end);
        boolean owned = tasks.containsKey(work.subject().position().getPartition());
        if (end instanceof CallEnd.Again) {
            assertThat(store.answered()).as("not delivered").isEqualTo(before);
            assertThat(store.kept(key).past().attempts().size())
                    .as("attempts kept by whoever owns it")
                    .isGreaterThanOrEqualTo(owned ? known + 1 : known);
        } else {
            assertThat(store.answered() - before)
                    .as("delivered to whoever owns it")
                    .isEqualTo(owned ? 1 : 0);
        }
        if (!owned) {
            unclaimedUntil.put(key, now + UnclaimedAnswers.TTL.toMillis());
        }
    }

    private CallListener listener(Work work) {
        return SchedulerFixture.listener(
                value -> scheduler.chunk(work, value), end -> finish(work, end));
    }

    private void dispatch(Call call, CallListener done) {
        Subject subject = call.subject();
        String key = key(subject);
        String endpoint = call.target().endpoint();
        Kept before = store.kept(key);
        assertThat(before.notBefore())
                .as("time of the next call")
                .isBeforeOrEqualTo(Instant.ofEpochMilli(now));
        assertThat(call.past().attempts()).as("attempts").isEqualTo(before.past().attempts());
        endpoints.checkMayBeAsked(endpoint, subject.request().getModel(), now);
        assertThat(calls).as("calls that are out").doesNotContainKey(key);
        if (ordered) {
            SimulatedRequests.checkOneOfAKey(calls.values(), subject);
        }
        assertThat(unclaimedUntil).as("answers that wait for their task").doesNotContainKey(key);
        assertThat(tasks).as("open tasks").containsKey(subject.position().getPartition());
        assertThat(store.isUnanswered(key)).as("unanswered").isTrue();
        assertThat(deadline(subject)).as("deadline of what is sent").isGreaterThan(now);
        if (dispatchMayThrow && random.nextInt(20) == 0) {
            throw new IllegalStateException("cannot send");
        }
        calls.put(key, new Out(subject, call.past(), endpoint, done));
        limits.sent(endpoint, now);
        limits.checkConcurrent(
                calls.values().stream().filter(out -> out.endpoint().equals(endpoint)).count());
    }
}
