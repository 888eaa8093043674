package dev.sluice.processor.schedule;

import dev.sluice.processor.dispatch.CallEnd.Health;
import dev.sluice.processor.dispatch.CallEnd.Sign;
import dev.sluice.processor.dispatch.Remaining;
import dev.sluice.processor.dispatch.Remaining.Unit;
import dev.sluice.processor.metrics.TargetStatus;
import dev.sluice.processor.metrics.TargetStatus.Breaker;
import dev.sluice.processor.route.Target;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether calls may go to one endpoint for one model: a circuit breaker for when most fail, a gate for when the endpoint
 * asked to be left alone or said that it takes no more, which reopens slowly. Belongs to the scheduler's thread.
 */
final class TargetState implements Barrier {
    private static final Logger LOG = LoggerFactory.getLogger(TargetState.class);

    /** How long after a pause nothing of it matters any more. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(10);

    private final Target target;
    private final Cause cause;
    private final CircuitBreaker breaker;
    private final Budget requests = new Budget(1);
    private final Budget tokens = new Budget(0);
    private final SlowStart slowStart = new SlowStart();
    private final Seldom log = new Seldom();
    private Instant closedUntil = Instant.MIN;
    private long sent;
    private int inFlight;
    private int turn;

    TargetState(Target target, CircuitBreaker breaker) {
        this.target = target;
        this.cause = new Cause("endpoint:" + target.endpoint(), "closed");
        this.breaker = breaker;
    }

    @Override
    public Cause cause() {
        return cause;
    }

    /**
     * When the gate lets a call through; not after {@code now} where it does so now, {@link Instant#MAX} where a call that
     * is out has to end before.
     */
    Instant opensAt(Instant now) {
        reopen(requests, now);
        reopen(tokens, now);
        Instant opensAt = later(closedUntil, later(requests.closedUntil(), tokens.closedUntil()));
        return opensAt.isAfter(now) || slowStart.hasRoom() ? opensAt : Instant.MAX;
    }

    /** Takes leave of the circuit breaker; where it is given, {@link #depart} or {@link #refrain} must follow. */
    boolean acquire() {
        return breaker.tryAcquirePermission();
    }

    /** Nothing is sent, for another reason. */
    void refrain() {
        breaker.releasePermission();
    }

    /**
     * A call is sent; {@link #release} or {@link #cancel} must follow.
     *
     * @return its number
     */
    long depart() {
        inFlight++;
        requests.sent();
        tokens.sent();
        slowStart.sent();
        return sent++;
    }

    /** Whether the call that leave was just given for is a probe. */
    boolean probing() {
        return breaker.getState() == CircuitBreaker.State.HALF_OPEN;
    }

    /** A call was not made after all. */
    void cancel(long call) {
        inFlight--;
        breaker.releasePermission();
        requests.cancelled(call);
        slowStart.ended(call, false);
    }

    /** A call ended. */
    void release(long call, Sign sign, Instant now) {
        inFlight--;
        if (sign.health() == Health.UNKNOWN) {
            breaker.releasePermission();
        } else {
            breaker.onResult(0, TimeUnit.NANOSECONDS, sign.health());
        }
        slowStart.ended(call, sign.health() == Health.WORKS && sign.pause().isEmpty());
        sign.pause().ifPresent(pause -> pause(now.plus(pause), now));
        sign.remaining().forEach(remaining -> told(call, remaining, now));
    }

    /** Whether nothing would be forgotten with this state but that all is well. */
    boolean forgettable(Instant now) {
        return inFlight == 0
                && !opensAt(now).isAfter(now)
                && !closedUntil.plus(FORGOTTEN_AFTER).isAfter(now)
                && breaker.getState() == CircuitBreaker.State.CLOSED;
    }

    /** How it stands; changes nothing. */
    TargetStatus status(Instant now) {
        Instant opensAt = later(closedUntil, later(requests.closedUntil(), tokens.closedUntil()));
        double closed = opensAt.isAfter(now) ? Duration.between(now, opensAt).toMillis() / 1e3 : 0;
        return new TargetStatus(target.endpoint(), target.model(), breakerState(), closed);
    }

    private Breaker breakerState() {
        return switch (breaker.getState()) {
            case OPEN, FORCED_OPEN -> Breaker.OPEN;
            case HALF_OPEN -> Breaker.HALF_OPEN;
            case CLOSED, DISABLED, METRICS_ONLY -> Breaker.CLOSED;
        };
    }

    /** Smooth weighted round robin: what the target is owed. */
    int turn() {
        return turn;
    }

    void turn(int next) {
        turn = next;
    }

    private void pause(Instant until, Instant now) {
        slowStart.begin(sent, true);
        requests.refused();
        if (until.isAfter(closedUntil)) {
            closedUntil = until;
            logClosed(until, "it refused a call", now);
        }
    }

    private void told(long call, Remaining remaining, Instant now) {
        if (!remaining.resetsAt().isAfter(now)) {
            return;
        }
        Unit unit = remaining.unit();
        Budget budget = unit == Unit.REQUESTS ? requests : tokens;
        budget.told(call, remaining.count(), remaining.resetsAt(), sent);
        if (remaining.count() == 0) {
            logClosed(budget.closedUntil(), "it takes no more " + unit.label(), now);
        } else if (unit == Unit.REQUESTS) {
            slowStart.told(call);
        }
    }

    /** What was used up and is over is a pause that has passed: how much there is now, one call finds out. */
    private void reopen(Budget budget, Instant now) {
        if (budget.isOver(now, sent)) {
            closedUntil = later(closedUntil, now);
            slowStart.begin(sent, false);
        }
    }

    private void logClosed(Instant until, String why, Instant now) {
        if (log.isDue(now)) {
            LOG.info(
                    "Nothing goes to the endpoint {} for the model {} until {}: {}",
                    target.endpoint(),
                    target.model(),
                    until,
                    why);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
