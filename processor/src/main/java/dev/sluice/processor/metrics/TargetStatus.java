package dev.sluice.processor.metrics;

/**
 * Whether calls may go to one endpoint for one model.
 *
 * @param endpoint the endpoint's name
 * @param model the model, as it is sent
 * @param breaker the circuit breaker
 * @param closedSeconds how long its gate stays closed; 0 where it is open
 */
public record TargetStatus(String endpoint, String model, Breaker breaker, double closedSeconds) {
    /** States of a circuit breaker, the best first. */
    public enum Breaker {
        /** Calls go through. */
        CLOSED("closed"),
        /** One call tries. */
        HALF_OPEN("half_open"),
        /** None does. */
        OPEN("open");

        private final String label;

        Breaker(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** The worse of each. */
    TargetStatus or(TargetStatus other) {
        return new TargetStatus(
                endpoint,
                model,
                breaker.compareTo(other.breaker) >= 0 ? breaker : other.breaker,
                Math.max(closedSeconds, other.closedSeconds));
    }
}
