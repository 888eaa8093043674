package dev.sluice.processor.schedule;

import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.outcome.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Takes work and does nothing with it until the test answers. */
public final class IntakeInMemory implements WorkIntake {
    private final List<Work> offered = new ArrayList<>();
    private final List<Owner> disowned = new ArrayList<>();

    @Override
    public void offer(Work work) {
        offered.add(work);
    }

    @Override
    public void disown(Owner owner) {
        disowned.add(owner);
    }

    /** Offsets of all that was offered, in its order, as often as it was offered. */
    public List<Long> offered() {
        return offered.stream().map(work -> work.key().offset()).toList();
    }

    /** What was offered, in its order. */
    public List<Work> works() {
        return offered;
    }

    /** Whether the owner of the first piece of work has gone. */
    public boolean disowned() {
        return disowned.contains(offered.get(0).owner());
    }

    /** Delivers an outcome to the owner that offered the offset last. */
    public void answer(long offset, Outcome outcome) {
        for (int i = offered.size() - 1; i >= 0; i--) {
            Work work = offered.get(i);
            if (work.key().offset() == offset) {
                work.owner().deliver(offset, outcome);
                return;
            }
        }
        throw new IllegalArgumentException("never offered: " + offset);
    }

    /** Delivers a piece of an answer to the owner that offered the offset first. */
    public void chunk(long offset, byte[] value) {
        offered.get(0).owner().chunk(offset, value);
    }

    /** Tells the owner that offered the offset last that a call was made in vain. */
    public void postpone(long offset, Past past, Instant notBefore) {
        for (int i = offered.size() - 1; i >= 0; i--) {
            Work work = offered.get(i);
            if (work.key().offset() == offset) {
                work.owner().postpone(offset, past, notBefore);
                return;
            }
        }
        throw new IllegalArgumentException("never offered: " + offset);
    }

    /** What was done before for the work that was offered last, and when it may be tried again. */
    public List<Object> lastPast() {
        Work last = offered.get(offered.size() - 1);
        return List.of(last.past(), last.notBefore());
    }
}
