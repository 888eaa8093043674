package dev.sluice.processor.schedule;

import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.outcome.Subject;
import dev.sluice.processor.outcome.Waits;
import dev.sluice.processor.route.Routing;
import dev.sluice.v1.TokenEstimate;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the scheduler. Its mutable half belongs to the scheduler alone.
 *
 * <p>A request is known by its place in the log: a task that comes back to this process finds the call that is still
 * out for it by that, and adopts it.
 */
public final class Work {
    /** Where a piece of work is. */
    enum State {
        /** Not seen by the scheduler yet. */
        NEW,
        /** For a call, for the time of its next one, or for another request of its key. */
        WAITING,
        IN_FLIGHT,
        /** Answered, given up, or taken over by the call that was already out for it. */
        DONE
    }

    /**
     * Where a request stands in the log.
     *
     * @param topic its topic
     * @param partition its partition
     * @param offset its offset
     */
    record Key(String topic, int partition, long offset) {}

    private final Key key;
    private final Subject subject;
    private final long deadline;
    private final @Nullable ByteBuffer recordKey;
    private State state = State.NEW;
    private Owner owner;
    private Standing standing;
    private long sequence;
    private Past past;
    private Instant notBefore;
    private Routing.@Nullable Route route;
    private final WaitLog waits = new WaitLog();
    private long counted;
    private @Nullable TokenEstimate estimate;
    private @Nullable Lane lane;
    private @Nullable Leave leave;

    /**
     * A request that was not tried yet.
     *
     * @param subject the request
     * @param owner who takes the outcome
     */
    public Work(Subject subject, Owner owner) {
        this(subject, owner, new Standing(), null, Past.NONE, Instant.MIN);
    }

    /**
     * A request, tried before or not.
     *
     * @param subject the request
     * @param owner who takes the outcome
     * @param standing the owner's, of all its requests like this one
     * @param recordKey its record's key, for those who want one request of a key at a time
     * @param past what was done for it before
     * @param notBefore when it may be tried again, at the earliest
     */
    public Work(
            Subject subject,
            Owner owner,
            Standing standing,
            byte @Nullable [] recordKey,
            Past past,
            Instant notBefore) {
        this.subject = subject;
        this.recordKey = recordKey == null ? null : ByteBuffer.wrap(recordKey);
        this.owner = owner;
        this.standing = standing;
        this.past = past;
        this.notBefore = notBefore;
        this.key =
                new Key(
                        subject.position().getTopic(),
                        subject.position().getPartition(),
                        subject.position().getOffset());
        Instant until = subject.request().getDeadline();
        this.deadline = until == null ? Long.MAX_VALUE : until.toEpochMilli();
    }

    /** When the first of those was taken in that wait. */
    static Optional<Instant> firstTakenIn(Collection<Work> works) {
        return works.stream()
                .filter(work -> work.state == State.WAITING)
                .map(work -> work.subject.admittedAt())
                .min(Comparator.naturalOrder());
    }

    /** It was parked for so long before it was handed in, which its outcome will tell. */
    public void parked(Duration time) {
        waits.add(Cause.PARKED, time.toMillis());
    }

    /** The request. */
    public Subject subject() {
        return subject;
    }

    Key key() {
        return key;
    }

    /** Of no use after this time, in milliseconds since the epoch; {@link Long#MAX_VALUE}: never. */
    long deadline() {
        return deadline;
    }

    /** Its record's key; null where it has none. */
    @Nullable ByteBuffer recordKey() {
        return recordKey;
    }

    State state() {
        return state;
    }

    void state(State next) {
        state = next;
    }

    /** Order of arrival at the scheduler. */
    long sequence() {
        return sequence;
    }

    void sequence(long next) {
        sequence = next;
    }

    Owner owner() {
        return owner;
    }

    void owner(Owner next) {
        owner = next;
    }

    /** The same request is offered by a task that came back for it. */
    void adopt(Work again) {
        owner = again.owner;
        if (state == State.IN_FLIGHT) {
            standing.back();
            again.standing.sent();
        }
        standing = again.standing;
    }

    /** How those like it stand. */
    Standing standing() {
        return standing;
    }

    Past past() {
        return past;
    }

    Instant notBefore() {
        return notBefore;
    }

    /** A call ended without an outcome. */
    void tried(Past next, Instant again) {
        past = next;
        notBefore = again;
    }

    /** Where it may go; set while it waits for a call. */
    Routing.Route route() {
        return Objects.requireNonNull(route, "not queued");
    }

    void route(Routing.Route next) {
        route = next;
    }

    /** The requests that it waits among; null while it is not for a call that it waits. */
    @Nullable Lane lane() {
        return lane;
    }

    void lane(@Nullable Lane next) {
        lane = next;
    }

    /** With what leave its call was made; set while that is out. */
    Leave leave() {
        return Objects.requireNonNull(leave, "no call is out");
    }

    void leave(Leave next) {
        leave = next;
        if (estimate != null) {
            // A limit may have room for less than was guessed of the answer.
            long prompt = estimate.getPromptTokens();
            estimate = new TokenEstimate(prompt, next.grant().ask().tokens() - prompt);
        }
    }

    /** What it waited for. */
    WaitLog waits() {
        return waits;
    }

    /** The tokens of its prompt, as counted; 0 where no limit counted them yet. */
    long counted() {
        return counted;
    }

    void counted(long tokens) {
        counted = tokens;
    }

    /** What is reserved for its call; null where no limit counts tokens. */
    @Nullable TokenEstimate estimate() {
        return estimate;
    }

    void estimate(@Nullable TokenEstimate next) {
        estimate = next;
    }

    /** What an outcome tells of its time here. */
    Waits told() {
        return new Waits(waits.all(), Optional.ofNullable(estimate));
    }
}
