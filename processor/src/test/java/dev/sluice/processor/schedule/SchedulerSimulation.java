package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.Subject;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One schedule of a small world around a scheduler, made up by a seeded random. Tasks come and go, sweeps offer again,
 * calls end early, late or while nobody owns them, time passes. What must always hold is checked where it could break.
 */
final class SchedulerSimulation {
    private static final int PARTITIONS = 3;
    private static final int STEPS = 250;

    /** A call that is out. */
    private record Call(Subject subject, Consumer<Outcome> done) {}

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

        void take(Subject subject) {
            long offset = subject.position().getOffset();
            Work work = new Work(subject, this);
            works.put(offset, work);
            scheduler.offer(work);
        }
    }

    private final Random random;
    private final int maxInFlight;
    private final Scheduler scheduler;

    /** What the durable store holds: published and not yet answered. */
    private final Map<String, Subject> stored = new LinkedHashMap<>();

    private final Map<String, Call> calls = new LinkedHashMap<>();
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
        scheduler =
                new Scheduler(
                        () -> Instant.ofEpochMilli(now),
                        maxInFlight,
                        this::dispatch,
                        subject -> new Outcome(Outcome.Kind.FAILURE, new byte[0]),
                        (work, outcome) -> finish(work, outcome));
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
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> publish();
            case 4, 5, 6 -> endACall();
            case 7 -> open(random.nextInt(PARTITIONS));
            case 8 -> close(random.nextInt(PARTITIONS));
            case 9 -> sweep();
            case 10 -> pass(random.nextInt(2_000));
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
        for (int i = 0; i < 2 * published + 2; i++) {
            sweep();
            pump();
            endACall();
        }
    }

    private void publish() {
        int partition = random.nextInt(PARTITIONS);
        Subject subject = subject(partition, nextOffset++);
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
        assertThat(
                        tasks.values().stream()
                                .flatMap(task -> task.works.values().stream())
                                .filter(work -> work.state() == Work.State.WAITING)
                                .filter(work -> deadline(work.subject()) <= now))
                .as("waiting beyond their deadline")
                .isEmpty();
    }

    private void pump() {
        try {
            scheduler.pump();
        } catch (IllegalStateException e) {
            // The loop logs it and goes on, and the next sweep brings the request back.
            assertThat(e).hasMessage("cannot send");
        }
        assertThat(calls.size()).isEqualTo(scheduler.inFlight()).isLessThanOrEqualTo(maxInFlight);
    }

    private void endACall() {
        if (!calls.isEmpty()) {
            List<Call> out = new ArrayList<>(calls.values());
            Call call = out.get(random.nextInt(out.size()));
            call.done().accept(new Outcome(Outcome.Kind.COMPLETION, new byte[0]));
        }
    }

    private void finish(Work work, Outcome outcome) {
        String key = key(work.subject());
        assertThat(calls.remove(key)).as("a call that was out").isNotNull();
        int before = delivered;
        scheduler.finished(work, outcome);
        boolean owned = tasks.containsKey(work.subject().position().getPartition());
        assertThat(delivered - before).as("delivered to whoever owns it").isEqualTo(owned ? 1 : 0);
        if (!owned) {
            unclaimedUntil.put(key, now + Scheduler.UNCLAIMED_TTL.toMillis());
        }
    }

    private void dispatch(Subject subject, Consumer<Outcome> done) {
        String key = key(subject);
        assertThat(calls).as("calls that are out").doesNotContainKey(key);
        assertThat(unclaimedUntil).as("answers that wait for their task").doesNotContainKey(key);
        assertThat(tasks).as("open tasks").containsKey(subject.position().getPartition());
        assertThat(stored).as("unanswered").containsKey(key);
        assertThat(deadline(subject)).as("deadline of what is sent").isGreaterThan(now);
        if (dispatchMayThrow && random.nextInt(20) == 0) {
            throw new IllegalStateException("cannot send");
        }
        calls.put(key, new Call(subject, done));
    }

    private Subject subject(int partition, long offset) {
        Instant deadline =
                random.nextInt(3) == 0
                        ? Instant.ofEpochMilli(now).plus(Duration.ofMillis(random.nextInt(90_000)))
                        : null;
        ChatRequest request =
                ChatRequest.newBuilder()
                        .setId(Long.toString(offset))
                        .setModel("any")
                        .setMessages(List.<ChatMessage>of())
                        .setDeadline(deadline)
                        .build();
        Position position = new Position("requests", partition, offset);
        return new Subject(position, request, Instant.EPOCH, Instant.EPOCH);
    }

    private static long deadline(Subject subject) {
        return Stream.ofNullable(subject.request().getDeadline())
                .mapToLong(Instant::toEpochMilli)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    private static String key(Subject subject) {
        return key(subject.position().getPartition(), subject.position().getOffset());
    }

    private static String key(int partition, long offset) {
        return partition + "@" + offset;
    }
}
