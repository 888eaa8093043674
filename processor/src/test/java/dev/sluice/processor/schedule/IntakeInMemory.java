package dev.sluice.processor.schedule;

import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.route.Routing;
import dev.sluice.v1.Waited;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Takes work and does nothing with it until the test answers. */
public final class IntakeInMemory implements WorkIntake {
    private final List<Work> offered = new ArrayList<>();
    private final List<Work> withdrawn = new ArrayList<>();
    private final List<Owner> disowned = new ArrayList<>();

    @Override
    public void offer(Work work) {
        offered.add(work);
    }

    @Override
    public void disown(Owner owner) {
        disowned.add(owner);
    }

    @Override
    public void withdraw(Work work) {
        withdrawn.add(work);
    }

    /** Gives back what was withdrawn and is not in flight. */
    public void giveBack() {
        withdrawn.forEach(work -> work.owner().giveBack(work.key().offset()));
        withdrawn.clear();
    }

    /** As if a limit held back all that was offered. */
    public void hold() {
        stand(Lane.Status.HELD);
    }

    /** As if all that was offered could go as soon as it is its turn. */
    public void free() {
        stand(Lane.Status.READY);
    }

    /** As if a call was out for the offset. */
    public void send(long offset) {
        find(offset).standing().sent();
    }

    private void stand(Lane.Status status) {
        for (Work work : offered) {
            var request = work.subject().request();
            Turn.Key turn = new Turn.Key(request.getPriority(), request.getTenant());
            Lane lane =
                    new Lane(
                            new Lane.Key(turn, request.getModel(), new Routing.Route(List.of())),
                            new Turn(turn, new Share(new Share.Clock(), 1)));
            lane.status(status);
            work.standing().waitsIn(lane);
        }
    }

    /** For how long the work of the offset says that it was parked. */
    public long parkedMillis(long offset) {
        return find(offset).told().waited().stream()
                .filter(waited -> waited.getDimension().equals("parked"))
                .mapToLong(Waited::getDurationMs)
                .sum();
    }

    /** Offsets of what was withdrawn and not yet given back. */
    public List<Long> withdrawn() {
        return withdrawn.stream().map(work -> work.key().offset()).toList();
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
        find(offset).owner().deliver(offset, outcome);
    }

    /** Delivers a piece of an answer to the owner that offered the offset first. */
    public void chunk(long offset, byte[] value) {
        offered.get(0).owner().chunk(offset, value);
    }

    /** Tells the owner that offered the offset last that a call was made in vain. */
    public void postpone(long offset, Past past, Instant notBefore) {
        find(offset).owner().postpone(offset, past, notBefore);
    }

    private Work find(long offset) {
        for (int i = offered.size() - 1; i >= 0; i--) {
            if (offered.get(i).key().offset() == offset) {
                return offered.get(i);
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
