package dev.sluice.processor.schedule;

import static dev.sluice.processor.schedule.SimulatedRequests.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.Subject;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** One incarnation of a task, which takes what it is given until it is closed. */
final class SimulatedTask implements Owner {
    private final int partition;
    private final Scheduler scheduler;
    private final SimulatedStore store;
    private final LongSupplier now;
    private final Consumer<String> claim;
    private final Standing standing = new Standing();
    private final Map<Long, Work> works = new LinkedHashMap<>();
    private boolean open = true;

    /**
     * @param now in milliseconds
     * @param claim hears of what was delivered
     */
    SimulatedTask(
            int partition,
            Scheduler scheduler,
            SimulatedStore store,
            LongSupplier now,
            Consumer<String> claim) {
        this.partition = partition;
        this.scheduler = scheduler;
        this.store = store;
        this.now = now;
        this.claim = claim;
    }

    @Override
    public void deliver(long offset, Outcome outcome) {
        assertThat(open).as("delivered to an open task").isTrue();
        assertThat(works.remove(offset)).as("delivered once").isNotNull();
        Subject subject = store.answer(key(partition, offset));
        boolean expired = outcome.kind() == Outcome.Kind.FAILURE;
        assertThat(expired && SimulatedRequests.deadline(subject) > now.getAsLong())
                .as("expired in time")
                .isFalse();
        claim.accept(key(partition, offset));
    }

    @Override
    public void chunk(long offset, byte[] value) {
        assertThat(open).as("a piece for an open task").isTrue();
        assertThat(store.isUnanswered(key(partition, offset)))
                .as("a piece of what is unanswered")
                .isTrue();
    }

    @Override
    public void postpone(long offset, Past past, Instant notBefore) {
        assertThat(open).as("postponed by an open task").isTrue();
        store.keep(key(partition, offset), new Kept(past, notBefore));
        claim.accept(key(partition, offset));
    }

    @Override
    public void giveBack(long offset) {
        assertThat(open).as("given back to an open task").isTrue();
        assertThat(works.remove(offset)).as("given back before it is delivered").isNotNull();
    }

    /** Takes what is stored for it and what it does not have yet. */
    void takeUp() {
        // Taking up may deliver at once, which takes out of the store.
        store.unanswered().stream()
                .filter(subject -> owns(key(subject)))
                .filter(subject -> !works.containsKey(subject.position().getOffset()))
                .forEach(this::take);
    }

    void take(Subject subject) {
        Kept before = store.kept(key(subject));
        Work work =
                new Work(
                        subject,
                        this,
                        standing,
                        SimulatedRequests.recordKey(subject),
                        before.past(),
                        before.notBefore());
        works.put(subject.position().getOffset(), work);
        scheduler.offer(work);
    }

    List<Work> works() {
        return List.copyOf(works.values());
    }

    void checkCallsOut(Collection<String> calls) {
        assertThat(standing.inFlight())
                .as("calls that are out for a task")
                .isEqualTo((int) calls.stream().filter(this::owns).count());
    }

    void close() {
        open = false;
        scheduler.disown(this);
    }

    private boolean owns(String key) {
        return key.startsWith(partition + "@");
    }
}
