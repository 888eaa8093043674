package dev.sluice.processor.schedule;

import static dev.sluice.processor.schedule.SimulatedRequests.deadline;
import static dev.sluice.processor.schedule.SimulatedRequests.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.dispatch.Call;
import dev.sluice.processor.dispatch.CallEnd;
import dev.sluice.processor.dispatch.CallListener;
import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.Subject;
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

    /** One incarnation of a task, which takes what it is given until it is closed. */
    private final class Task implements Owner {
        final int partition;
        final Map<Long, Work> works = new LinkedHashMap<>();
        boolean open = true;

        Task(int partition) {
            this.partition = partition;
        }

        @Override
        public void deliver(long offset, Outcome outcome) {
            assertThat(open).as("delivered to an open task").isTrue();
            assertThat(works.remove(offset)).as("delivered once").isNotNull();
            Subject subject = stored.remove(key(partition, offset));
            assertThat(subject).as("delivered once over all tasks").isNotNull();
            boolean expired = outcome.kind() == Outcome.Kind.FAILURE;
            assertThat(expired && deadline(subject) > now).as("expired in time").isFalse();
            unclaimedUntil.remove(key(partition, offset));
            delivered++;
        }

        @Override
        public void chunk(long offset, byte[] value) {
            assertThat(open).as("a piece for an open task").isTrue();
            assertThat(stored)
                    .as("a piece of what is unanswered")
                    .containsKey(key(partition, offset));
        }

        @Override
        public void postpone(long offset, Past past, Instant notBefore) {
            assertThat(open).as("postponed by an open task").isTrue();
            String key = key(partition, offset);
            assertThat(stored).as("postponed while unanswered").containsKey(key);
            kept.put(key, new Kept(past, notBefore));
            unclaimedUntil.remove(key);
        }

        void take(Subject subject) {
            long offset = subject.position().getOffset();
            Kept before = kept.getOrDefault(key(subject), Kept.NOTHING);
            Work work =
                    new Work(
                            subject,
                            this,
                            SimulatedRequests.recordKey(subject),
                            before.past(),
                            before.notBefore());
            works.put(offset, work);
            scheduler.offer(work);
        }
    }

    private final Random random;
    private final int maxInFlight;
    private final boolean ordered;
    private final SimulatedLimits limits;
    private final SimulatedEndpoints endpoints;
    private final Scheduler scheduler;

    /** What the durable store holds: published and not yet answered. */
    private final Map<String, Subject> stored = new LinkedHashMap<>();

    private final Map<String, Kept> kept = new HashMap<>();

    private final Map<String, Out> calls = new LinkedHashMap<>();
    private final Map<String, Long> unclaimedUntil = new HashMap<>();
    private final Map<Integer, Task> tasks = new HashMap<>();
    private long now = 1_000_000;
    private long nextOffset;
    private int published;
    private int delivered;
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
                        new Targets(endpoints.breakers(clock), limits.gates(), clock),
                        room,
                        limits.costs(),
                        new TestEndings(new Outcome(Outcome.Kind.FAILURE, new byte[0])),
                        this::listener);
    }

    /** Runs the schedule, and then lets everything come to its end. */
    void run() {
        for (int i = 0; i < STEPS; i++) {
            step();
        }
        comeToAnEnd();
        assertThat(stored).as("unanswered").isEmpty();
        assertThat(delivered).isEqualTo(published);
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
        stored.put(key(subject), subject);
        Task task = tasks.get(partition);
        if (task != null) {
            task.take(subject);
        }
    }

    /** A task starts, or is given back to this process: it takes up what its store holds. */
    private void open(int partition) {
        if (!tasks.containsKey(partition)) {
            Task task = new Task(partition);
            tasks.put(partition, task);
            // Taking up may deliver at once, which takes out of the store.
            List.copyOf(stored.values()).stream()
                    .filter(subject -> subject.position().getPartition() == partition)
                    .forEach(task::take);
        }
    }

    private void close(int partition) {
        Task task = tasks.remove(partition);
        if (task != null) {
            task.open = false;
            scheduler.disown(task);
        }
    }

    private void sweep() {
        tasks.values().forEach(task -> List.copyOf(task.works.values()).forEach(scheduler::offer));
    }

    private void pass(int millis) {
        now += millis;
        scheduler.tick();
        unclaimedUntil.values().removeIf(until -> until <= now);
        tasks.values()
                .forEach(task -> SimulatedRequests.checkNoneOverdue(task.works.values(), now));
    }

    private void pump() {
        try {
            scheduler.pump();
        } catch (IllegalStateException e) {
            // The loop logs it and goes on, and the request waits for another try.
            assertThat(e).hasMessage("cannot send");
        }
        assertThat(calls.size()).isEqualTo(scheduler.inFlight()).isLessThanOrEqualTo(maxInFlight);
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
        int before = delivered;
        int known = kept.getOrDefault(key, Kept.NOTHING).past().attempts().size();
        scheduler.finished(work, end);
        boolean owned = tasks.containsKey(work.subject().position().getPartition());
        if (end instanceof CallEnd.Again) {
            assertThat(delivered).as("not delivered").isEqualTo(before);
            assertThat(kept.getOrDefault(key, Kept.NOTHING).past().attempts().size())
                    .as("attempts kept by whoever owns it")
                    .isGreaterThanOrEqualTo(owned ? known + 1 : known);
        } else {
            assertThat(delivered - before)
                    .as("delivered to whoever owns it")
                    .isEqualTo(owned ? 1 : 0);
        }
        if (!owned) {
            unclaimedUntil.put(key, now + Scheduler.UNCLAIMED_TTL.toMillis());
        }
    }

    private CallListener listener(Work work) {
        return new CallListener() {
            @Override
            public void chunk(byte[] value) {
                scheduler.chunk(work, value);
            }

            @Override
            public void ended(CallEnd end) {
                finish(work, end);
            }
        };
    }

    private void dispatch(Call call, CallListener done) {
        Subject subject = call.subject();
        String key = key(subject);
        String endpoint = call.target().endpoint();
        Kept before = kept.getOrDefault(key, Kept.NOTHING);
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
        assertThat(stored).as("unanswered").containsKey(key);
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
