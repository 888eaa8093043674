package dev.sluice.processor.schedule;

import dev.sluice.processor.config.BreakerConfig;
import dev.sluice.processor.dispatch.CallEnd.Health;
import dev.sluice.processor.route.Target;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the circuit breakers, as each endpoint is configured. Half-open, they let one probe through. */
final class Breakers {
    private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);

    private final Map<String, CircuitBreakerConfig> configs = new HashMap<>();

    /**
     * @param endpoints the configuration by endpoint
     */
    Breakers(Map<String, BreakerConfig> endpoints, InstantSource clock) {
        endpoints.forEach(
                (name, config) ->
                        configs.put(name, config(config, clock.withZone(ZoneOffset.UTC))));
    }

    private static CircuitBreakerConfig config(BreakerConfig config, Clock clock) {
        return CircuitBreakerConfig.custom()
                .clock(clock)
                .failureRateThreshold(config.failureRate())
                .minimumNumberOfCalls(config.minimumCalls())
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(config.windowCalls())
                .waitDurationInOpenState(config.openTime())
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordResult(result -> result == Health.FAILS)
                .build();
    }

    CircuitBreaker make(Target target) {
        CircuitBreakerConfig config = configs.get(target.endpoint());
        if (config == null) {
            throw new IllegalArgumentException("No endpoint " + target.endpoint());
        }
        CircuitBreaker breaker = CircuitBreaker.of(target.endpoint(), config);
        breaker.getEventPublisher()
                .onStateTransition(
                        event ->
                                LOG.warn(
                                        "Calls to the endpoint {} for the model {}: the circuit breaker went from {} to"
                                                + " {}",
                                        target.endpoint(),
                                        target.model(),
                                        event.getStateTransition().getFromState(),
                                        event.getStateTransition().getToState()));
        return breaker;
    }
}
