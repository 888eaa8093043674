package dev.sluice.processor.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The calls to one endpoint, and the connections that they go over. Any thread. */
public final class EndpointMeters {
    private static final String ENDPOINT = "endpoint";

    private final MeterRegistry registry;
    private final String endpoint;
    private final Map<String, Counter> calls = new ConcurrentHashMap<>();
    private final Map<String, Counter> retries = new ConcurrentHashMap<>();
    private final Timer wait;
    private final Timer call;
    private final Timer firstToken;
    private final AtomicInteger connections = new AtomicInteger();
    private final Counter connected;
    private final Counter unpriced;
    private final AtomicLong lost = new AtomicLong();

    EndpointMeters(MeterRegistry registry, String endpoint) {
        this.registry = registry;
        this.endpoint = endpoint;
        wait =
                timer(
                        "sluice.wait",
                        "From a request's being taken in to the start of its first call",
                        Buckets.WAIT);
        call = timer("sluice.call", "From the start of a call to its end", Buckets.CALL);
        firstToken =
                timer(
                        "sluice.first.token",
                        "From the start of a call to the first token of a streamed answer",
                        Buckets.CALL);
        connected =
                counter("sluice.http.connections.opened", "Connections that were opened")
                        .register(registry);
        unpriced = counter("sluice.unpriced", "Completions without a price").register(registry);
        gauge("sluice.http.connections", "Connections that are open", connections::get);
        gauge(
                "sluice.lost.calls",
                "Calls that crashes and stops left on no outcome, as this instance found since it started",
                lost::get);
    }

    /** From now on there are calls with these results, though none was made: a rate needs a beginning. */
    public void results(Iterable<String> results) {
        results.forEach(result -> calls.computeIfAbsent(result, this::calls));
    }

    /** From now on the gauge of calls that are out asks here. */
    public void inFlight(Supplier<Number> calls) {
        gauge("sluice.calls.in.flight", "Calls that are out", calls);
    }

    /** A request's first call was started so long after it was taken in. */
    public void waited(Duration time) {
        wait.record(time);
    }

    /**
     * A call that was made has ended.
     *
     * @param result what came of it
     */
    public void ended(String result, Duration time) {
        calls.computeIfAbsent(result, this::calls).increment();
        call.record(time);
    }

    /** The first token of a streamed answer came. */
    public void firstToken(Duration time) {
        firstToken.record(time);
    }

    /**
     * Another call is to be made for a request.
     *
     * @param reason why the one before was in vain
     */
    public void retried(String reason) {
        retries(reason).increment();
    }

    /** A connection was opened. */
    public void connected() {
        connections.incrementAndGet();
        connected.increment();
    }

    /** A connection was closed. */
    public void disconnected() {
        connections.decrementAndGet();
    }

    /** So many completions have no price. */
    public void unpriced(long more) {
        unpriced.increment((double) more);
    }

    void lost(long more) {
        lost.addAndGet(more);
    }

    private Counter calls(String result) {
        return counter("sluice.calls", "Calls that have ended")
                .tag("result", result)
                .register(registry);
    }

    private Counter retries(String reason) {
        return retries.computeIfAbsent(
                reason,
                name ->
                        counter("sluice.retries", "Calls in vain after which another one was due")
                                .tag("reason", name)
                                .register(registry));
    }

    private Counter.Builder counter(String name, String description) {
        return Counter.builder(name).description(description).tag(ENDPOINT, endpoint);
    }

    private Timer timer(String name, String description, Duration[] buckets) {
        return Buckets.timer(registry, name, description, buckets, ENDPOINT, endpoint);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value)
                .description(description)
                .tag(ENDPOINT, endpoint)
                .register(registry);
    }
}
