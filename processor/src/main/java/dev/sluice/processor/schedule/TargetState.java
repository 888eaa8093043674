package dev.sluice.processor.schedule;

import dev.sluice.processor.dispatch.CallEnd.Health;
import dev.sluice.processor.dispatch.CallEnd.Sign;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Whether calls may go to one endpoint for one model: a circuit breaker for when most fail, a gate for when the endpoint
 * asked to be left alone. Belongs to the scheduler's thread.
 */
final class TargetState implements Barrier {
    private final Cause cause;
    private final CircuitBreaker breaker;
    private Instant closedUntil = Instant.MIN;
    private int inFlight;
    private int turn;

    TargetState(String endpoint, CircuitBreaker breaker) {
        this.cause = new Cause("endpoint:" + endpoint, "closed");
        this.breaker = breaker;
    }

    @Override
    public Cause cause() {
        return cause;
    }

    /** Whether the endpoint did not ask for a pause that still lasts. */
    boolean gateOpen(Instant now) {
        return !now.isBefore(closedUntil);
    }

    /** When the pause ends that the endpoint asked for. */
    Instant opensAt() {
        return closedUntil;
    }

    /** Takes leave for one call; where it is given, {@link #release} must follow. */
    boolean acquire() {
        if (!breaker.tryAcquirePermission()) {
            return false;
        }
        inFlight++;
        return true;
    }

    /** Whether the call that leave was just given for is a probe. */
    boolean probing() {
        return breaker.getState() == CircuitBreaker.State.HALF_OPEN;
    }

    /** A call ended, or was not made after all. */
    void release(Sign sign, Instant now) {
        inFlight--;
        if (sign.health() == Health.UNKNOWN) {
            breaker.releasePermission();
        } else {
            breaker.onResult(0, TimeUnit.NANOSECONDS, sign.health());
        }
        sign.pause()
                .map(now::plus)
                .filter(until -> until.isAfter(closedUntil))
                .ifPresent(until -> closedUntil = until);
    }

    /** Whether nothing would be forgotten with this state but that all is well. */
    boolean forgettable(Instant now) {
        return inFlight == 0 && gateOpen(now) && breaker.getState() == CircuitBreaker.State.CLOSED;
    }

    /** Smooth weighted round robin: what the target is owed. */
    int turn() {
        return turn;
    }

    void turn(int next) {
        turn = next;
    }
}
