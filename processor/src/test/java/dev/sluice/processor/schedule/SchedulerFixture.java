package dev.sluice.processor.schedule;

import dev.sluice.processor.config.BreakerConfig;
import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.dispatch.CallEnd;
import dev.sluice.processor.dispatch.CallListener;
import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.LimitRule;
import dev.sluice.processor.limit.Limiter;
import dev.sluice.processor.limit.Scope;
import dev.sluice.processor.metrics.TokenMeters;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.Subject;
import dev.sluice.processor.outcome.Waits;
import dev.sluice.processor.route.Routes;
import dev.sluice.processor.support.EndpointConfigs;
import dev.sluice.processor.tokens.Estimator;
import dev.sluice.processor.tokens.TokenCounter;
import dev.sluice.processor.usage.Bill;
import dev.sluice.v1.Attempt;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Position;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A scheduler with a clock and calls in the hands of the test. */
abstract class SchedulerFixture {
    static final Outcome ANSWER = new Outcome(Outcome.Kind.COMPLETION, new byte[] {1}, Bill.NONE);
    static final CallEnd ANSWERED =
            new CallEnd.Final(ANSWER, CallEnd.Sign.WORKS, CallEnd.Spent.UNKNOWN);
    static final Outcome EXPIRED = new Outcome(Outcome.Kind.FAILURE, new byte[] {2}, Bill.NONE);

    final List<Long> sent = new ArrayList<>();
    final List<Consumer<CallEnd>> calls = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    final List<Waits> waits = new ArrayList<>();
    final List<Outcome> first = new ArrayList<>();
    final List<Outcome> second = new ArrayList<>();
    final List<Past> postponed = new ArrayList<>();
    final List<Long> givenBack = new ArrayList<>();
    final Owner one = owner(first);
    final Owner two = owner(second);
    final MeterRegistry registry = new SimpleMeterRegistry();
    Instant now = Instant.ofEpochSecond(1_000);
    @Nullable LimitChanges changes;
    @Nullable Gates gates;
    @Nullable WaitingRoom room;
    final Scheduler scheduler = scheduler("a: {base-url: 'http://a'}");

    Scheduler scheduler(String endpoints) {
        return scheduler(endpoints, false, List.of());
    }

    Scheduler scheduler(String endpoints, boolean ordered, List<LimitRule> limits) {
        return scheduler(endpoints, ordered, limits, 2);
    }

    Scheduler scheduler(
            String endpoints, boolean ordered, List<LimitRule> limits, int maxInFlight) {
        Map<String, EndpointConfig> configs = EndpointConfigs.all(endpoints);
        Map<String, BreakerConfig> breakers = new HashMap<>();
        configs.forEach((name, config) -> breakers.put(name, config.breaker()));
        Gates holding = new Gates(new Limiter(limits, () -> now, nanos()), () -> now, this::nanos);
        Costs costs =
                new Costs(
                        new Estimator(new TokenCounter(), 100),
                        new TokenMeters(registry),
                        LimitRules.countTokens(limits));
        WaitingRoom waiting =
                new WaitingRoom(new KeyOrder(ordered), new Lanes(this::weight, () -> now));
        changes = new LimitChanges(holding, costs, waiting);
        gates = holding;
        room = waiting;
        Scheduler[] made = new Scheduler[1];
        made[0] =
                new Scheduler(
                        () -> now,
                        maxInFlight,
                        (call, listener) -> {
                            sent.add(call.subject().position().getOffset());
                            asked.add(call.target().endpoint());
                            waits.add(call.waits());
                            calls.add(listener::ended);
                        },
                        Routes.of(configs.values()),
                        new Targets(
                                new Breakers(breakers, () -> now),
                                new AdaptiveLimits(configs.values()),
                                holding,
                                () -> now),
                        waiting,
                        costs,
                        new TestEndings(EXPIRED),
                        work -> listener(made[0], work));
        return made[0];
    }

    /** The digit that a tenant's name ends with. */
    private int weight(String tenant) {
        return Math.max(1, Character.digit(tenant.charAt(tenant.length() - 1), 10));
    }

    private long nanos() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }

    /** Puts other limits in force in the scheduler that was made last, and sends what may go. */
    void change(Scheduler of, LimitRule... limits) {
        Objects.requireNonNull(changes).replace(List.of(limits));
        of.pump();
    }

    static CallListener listener(Scheduler scheduler, Work work) {
        return listener(
                value -> scheduler.chunk(work, value), end -> scheduler.finished(work, end));
    }

    static CallListener listener(Consumer<byte[]> chunk, Consumer<CallEnd> ended) {
        return new CallListener() {
            @Override
            public void chunk(byte[] value) {
                chunk.accept(value);
            }

            @Override
            public void ended(CallEnd end) {
                ended.accept(end);
            }
        };
    }

    Owner owner(List<Outcome> outcomes) {
        return new Owner() {
            @Override
            public void deliver(long offset, Outcome outcome) {
                outcomes.add(outcome);
            }

            @Override
            public void chunk(long offset, byte[] value) {
                throw new AssertionError("no answer comes in pieces here");
            }

            @Override
            public void postpone(long offset, Past past, Instant notBefore) {
                postponed.add(past);
            }

            @Override
            public void giveBack(long offset) {
                givenBack.add(offset);
            }
        };
    }

    CallEnd again(int seconds) {
        return new CallEnd.Again(
                tried(), now.plusSeconds(seconds), CallEnd.Sign.FAILS, CallEnd.Spent.UNKNOWN);
    }

    static Past tried() {
        return Past.NONE.and(
                Attempt.newBuilder()
                        .setNumber(1)
                        .setEndpoint("a")
                        .setStartedAt(Instant.EPOCH)
                        .setDurationUs(1)
                        .setReason(FailureReason.SERVER_ERROR)
                        .build());
    }

    void later(Duration time) {
        now = now.plus(time);
        scheduler.tick();
    }

    void offer(Owner owner, long... offsets) {
        for (long offset : offsets) {
            scheduler.offer(work(owner, offset, null));
        }
    }

    /** A limit with the smallest burst. */
    static LimitRule rule(String name, Scope scope, Dimension dimension, long value) {
        return new LimitRule(name, scope, Map.of(dimension, value), 1, false);
    }

    static Work work(Owner owner, long offset, @Nullable Instant deadline) {
        return new Work(subject(request(offset).setDeadline(deadline), Instant.EPOCH), owner);
    }

    /** One that says the least, with its offset as its id. */
    static ChatRequest.Builder request(long offset) {
        return ChatRequest.newBuilder()
                .setId(Long.toString(offset))
                .setModel("any")
                .setMessages(List.<ChatMessage>of());
    }

    /** That request, taken in at that time. */
    static Subject subject(ChatRequest.Builder request, Instant takenIn) {
        Position position = new Position("requests", 0, Long.parseLong(request.getId()));
        return new Subject(position, request.build(), takenIn, takenIn);
    }
}
