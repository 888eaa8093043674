package dev.sluice.processor.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The outcomes that readers can see: how many, why they failed, and what they waited for. Any thread. */
public final class OutcomeMeters {
    private static final double MILLIS = TimeUnit.SECONDS.toMillis(1);

    private record Cause(String scope, String dimension) {}

    private final MeterRegistry registry;
    private final Counter completions;
    private final Map<String, Counter> failures = new ConcurrentHashMap<>();
    private final Map<Cause, Counter> waits = new ConcurrentHashMap<>();
    private final Timer whole;
    private final Timer published;

    OutcomeMeters(MeterRegistry registry) {
        this.registry = registry;
        completions = outcomes("completion", Names.NONE);
        whole =
                Buckets.timer(
                        registry,
                        "sluice.request",
                        "From a request's being taken in until its outcome was committed",
                        Buckets.WAIT);
        published =
                Buckets.timer(
                        registry,
                        "sluice.publish",
                        "From the end of an answer until its completion was committed",
                        Buckets.COMMIT);
    }

    /** From now on there are failures for these reasons, though none has happened: a rate needs a beginning. */
    public void reasons(Iterable<String> reasons) {
        reasons.forEach(this::failures);
    }

    /**
     * A completion was committed.
     *
     * @param sinceAnswer time since the end of its answer
     */
    public void completed(Duration sinceAnswer) {
        completions.increment();
        published.record(sinceAnswer);
    }

    /**
     * A failure was committed.
     *
     * @param reason the reason's name
     */
    public void failed(String reason) {
        failures(reason).increment();
    }

    /** An outcome was committed so long after its request was taken in. */
    public void ended(Duration sinceTakenIn) {
        whole.record(sinceTakenIn);
    }

    /**
     * One of them had waited.
     *
     * @param scope what kind of thing held it
     * @param dimension which of its dimensions
     */
    public void waited(String scope, String dimension, long millis) {
        waits.computeIfAbsent(new Cause(scope, dimension), this::waits).increment(millis / MILLIS);
    }

    private Counter failures(String reason) {
        return failures.computeIfAbsent(reason, name -> outcomes("failure", name));
    }

    private Counter waits(Cause cause) {
        return Counter.builder("sluice.waited")
                .description("Time that requests with an outcome had waited, by what held them")
                .baseUnit("seconds")
                .tag("scope", cause.scope())
                .tag("dimension", cause.dimension())
                .register(registry);
    }

    private Counter outcomes(String outcome, String reason) {
        return Counter.builder("sluice.outcomes")
                .description("Outcomes that were committed")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .register(registry);
    }
}
