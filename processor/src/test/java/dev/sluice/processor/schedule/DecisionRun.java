package dev.sluice.processor.schedule;

import dev.sluice.processor.config.BreakerConfig;
import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.dispatch.CallListener;
import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.limit.LimitRule;
import dev.sluice.processor.limit.Limiter;
import dev.sluice.processor.metrics.TokenMeters;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.Subject;
import dev.sluice.processor.route.Routes;
import dev.sluice.processor.support.EndpointConfigs;
import dev.sluice.processor.tokens.Estimator;
import dev.sluice.processor.tokens.TokenCounter;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Position;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** A scheduler with so many requests waiting, whose calls are answered at once; for each answer another request comes. */
final class DecisionRun implements Owner {
    /** Calls at once. */
    static final int IN_FLIGHT = 256;

    /** What tenants ask for that are held. */
    static final String HELD_MODEL = "held";

    private static final int MODELS = 4;
    private static final Duration TICK = Duration.ofMillis(20);

    private final InstantSource clock = InstantSource.system();
    private final List<ChatRequest> kinds = new ArrayList<>();
    private final Queue<CallListener> calls = new ArrayDeque<>();
    private final Scheduler scheduler;
    private final long stride;
    private long sent;
    private long ticked = System.nanoTime();

    /**
     * @param waiting how many requests wait
     * @param tenants of how many tenants
     * @param heldOf every which tenant asks for {@link #HELD_MODEL} alone; 0: none does
     */
    DecisionRun(int waiting, int tenants, int heldOf, List<LimitRule> limits) {
        for (int model = 0; model < MODELS; model++) {
            for (int tenant = 0; tenant < tenants; tenant++) {
                boolean held = heldOf > 0 && tenant % heldOf == 0;
                kinds.add(request("tenant-" + tenant, held ? HELD_MODEL : "model-" + model));
            }
        }
        // A request's offset tells its kind, and the next one of its kind is as far away as no
        // other one is.
        stride = (long) kinds.size() * ((waiting - 1) / kinds.size() + 1);
        scheduler = scheduler(limits);
        for (long offset = 0; offset < waiting; offset++) {
            offer(offset);
        }
    }

    /** Lets the scheduler work for so much of this thread's processor time, which other processes do not count in. */
    double nanosPerDecision(Duration time) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = sent;
        long start = threads.getCurrentThreadCpuTime();
        long used = 0;
        while (used < time.toNanos()) {
            step(System.nanoTime());
            used = threads.getCurrentThreadCpuTime() - start;
        }
        return (double) used / (sent - before);
    }

    private void step(long now) {
        if (now - ticked >= TICK.toNanos()) {
            scheduler.tick();
            ticked = now;
        }
        scheduler.pump();
        for (CallListener call = calls.poll(); call != null; call = calls.poll()) {
            call.ended(SchedulerFixture.ANSWERED);
        }
    }

    private Scheduler scheduler(List<LimitRule> limits) {
        Map<String, EndpointConfig> endpoints = EndpointConfigs.all("a: {base-url: 'http://a'}");
        Map<String, BreakerConfig> breakers = new HashMap<>();
        endpoints.forEach((name, endpoint) -> breakers.put(name, endpoint.breaker()));
        Gates gates =
                new Gates(new Limiter(limits, clock, System.nanoTime()), clock, System::nanoTime);
        Scheduler[] made = new Scheduler[1];
        made[0] =
                new Scheduler(
                        clock,
                        IN_FLIGHT,
                        (call, listener) -> {
                            sent++;
                            calls.add(listener);
                        },
                        Routes.of(endpoints.values()),
                        new Targets(
                                new Breakers(breakers, clock),
                                new AdaptiveLimits(endpoints.values()),
                                gates,
                                clock),
                        new WaitingRoom(new KeyOrder(false), new Lanes(tenant -> 1, clock)),
                        new Costs(
                                new Estimator(new TokenCounter(), 100),
                                new TokenMeters(new SimpleMeterRegistry()),
                                LimitRules.countTokens(limits)),
                        new TestEndings(SchedulerFixture.EXPIRED),
                        work -> SchedulerFixture.listener(made[0], work));
        return made[0];
    }

    private void offer(long offset) {
        ChatRequest request = kinds.get((int) (offset % kinds.size()));
        Position position = new Position("requests", 0, offset);
        scheduler.offer(
                new Work(new Subject(position, request, Instant.EPOCH, Instant.EPOCH), this));
    }

    private static ChatRequest request(String tenant, String model) {
        return ChatRequest.newBuilder()
                .setId(tenant)
                .setTenant(tenant)
                .setModel(model)
                .setMessages(List.<ChatMessage>of())
                .build();
    }

    @Override
    public void deliver(long offset, Outcome outcome) {
        offer(offset + stride);
    }

    @Override
    public void chunk(long offset, byte[] value) {
        throw new AssertionError("no answer comes in pieces here");
    }

    @Override
    public void postpone(long offset, Past past, Instant notBefore) {
        throw new AssertionError("no call fails here");
    }

    @Override
    public void giveBack(long offset) {
        throw new AssertionError("nothing is asked back here");
    }
}
