package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.BreakerConfig;
import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.dispatch.CallEnd;
import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.dispatch.Remaining;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.route.Routes;
import dev.sluice.processor.support.EndpointConfigs;
import dev.sluice.processor.usage.Bill;
import dev.sluice.v1.Attempt;
import dev.sluice.v1.FailureReason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The endpoints of a simulation, which fail at random and at times want to be left alone, or say that they take no more. */
final class SimulatedEndpoints {
    static final int MOST_PAUSE_MILLIS = 6_000;

    /** Two equals and a fallback for one model, one alone for the other; breakers that open soon. */
    private static final Map<String, EndpointConfig> CONFIGS =
            EndpointConfigs.all(
                    """
                    a: {base-url: 'http://a', models: [x], %1$s}
                    b: {base-url: 'http://b', models: [x], weight: 3, adaptive-concurrency: {max: 3, initial: 2}, %1$s}
                    c: {base-url: 'http://c', models: [x], order: 2, %1$s}
                    d: {base-url: 'http://d', models: [y], %1$s}
                    """
                            .formatted(
                                    "breaker: {minimum-calls: 2, window-calls: 4, open-time: 5s}"));

    private final Random random;

    /** Until when an endpoint wants no calls. */
    private final Map<String, Long> pauses = new HashMap<>();

    private boolean mayFail = true;

    SimulatedEndpoints(Random random) {
        this.random = random;
    }

    Routes routes() {
        return Routes.of(CONFIGS.values());
    }

    Breakers breakers(InstantSource clock) {
        Map<String, BreakerConfig> breakers = new HashMap<>();
        CONFIGS.forEach((name, config) -> breakers.put(name, config.breaker()));
        return new Breakers(breakers, clock);
    }

    AdaptiveLimits adaptiveLimits() {
        return new AdaptiveLimits(CONFIGS.values());
    }

    /** From now on nothing fails. */
    void work() {
        mayFail = false;
    }

    /** Checks that an endpoint is not at rest, and serves the model. */
    void checkMayBeAsked(String endpoint, String model, long now) {
        assertThat(pauses.getOrDefault(endpoint, 0L))
                .as("pause of " + endpoint)
                .isLessThanOrEqualTo(now);
        assertThat(endpoint.equals("d")).as("goes by its model").isEqualTo(model.equals("y"));
    }

    /** An answer, or a failure of the endpoint, which may want to be left alone. */
    CallEnd end(Past before, String endpoint, long now) {
        if (!mayFail || random.nextInt(3) > 0) {
            Outcome answer = new Outcome(Outcome.Kind.COMPLETION, new byte[0], Bill.NONE);
            return new CallEnd.Final(answer, works(endpoint, now), CallEnd.Spent.UNKNOWN);
        }
        Past past =
                before.and(
                        Attempt.newBuilder()
                                .setNumber(before.attempts().size() + 1)
                                .setEndpoint(endpoint)
                                .setStartedAt(Instant.EPOCH)
                                .setDurationUs(1)
                                .setReason(FailureReason.SERVER_ERROR)
                                .build());
        Instant notBefore = Instant.ofEpochMilli(now).plusMillis(random.nextInt(MOST_PAUSE_MILLIS));
        if (random.nextBoolean()) {
            return new CallEnd.Again(past, notBefore, CallEnd.Sign.FAILS, CallEnd.Spent.UNKNOWN);
        }
        Duration pause = Duration.ofMillis(random.nextInt(MOST_PAUSE_MILLIS));
        pauses.merge(endpoint, now + pause.toMillis(), Math::max);
        return new CallEnd.Again(
                past, notBefore, CallEnd.Sign.paused(pause), CallEnd.Spent.UNKNOWN);
    }

    /** At times it says that nothing is left, until when, and may have said so already for another time. */
    private CallEnd.Sign works(String endpoint, long now) {
        if (!mayFail || random.nextInt(4) > 0) {
            return CallEnd.Sign.WORKS;
        }
        Remaining.Unit unit =
                random.nextBoolean() ? Remaining.Unit.REQUESTS : Remaining.Unit.TOKENS;
        long until = now + random.nextInt(MOST_PAUSE_MILLIS) - 100;
        pauses.merge(endpoint, until, Math::max);
        return CallEnd.Sign.WORKS.saying(
                List.of(new Remaining(unit, 0, Instant.ofEpochMilli(until))));
    }
}
