package dev.sluice.processor.share;

import dev.sluice.processor.limit.Ask;
import dev.sluice.processor.limit.Decision;
import dev.sluice.processor.limit.Grant;
import dev.sluice.processor.limit.LimitRule;
import dev.sluice.processor.limit.Limiter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** An instance with a clock of its own, that sends what it has, is frozen, dies and comes back. */
final class SimulatedInstance {
    static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_WAY = 250;
    private static final long SHORTEST_BACK = TimeUnit.SECONDS.toNanos(63);

    private record Out(EndpointLog.Seen seen) {}

    private final World world;
    private final String name;
    private final EndpointLog endpoint;
    private final List<LimitRule> rules;
    private final long mostTokens;
    private final double pace;
    private final long offset;

    /** How far back it reads the log after a start: from a minute on that must not matter. */
    private final long back;

    private final Set<Out> out = new HashSet<>();
    private final List<Runnable> held = new ArrayList<>();
    private SharedLimits shares;
    private Limiter limiter;
    private long incarnation;
    private int position;
    private int backlog;
    private long callMillis = 500;
    private boolean frozen;
    private long life;

    SimulatedInstance(
            World world,
            String name,
            EndpointLog endpoint,
            List<LimitRule> rules,
            long mostTokens) {
        this.world = world;
        this.name = name;
        this.endpoint = endpoint;
        this.rules = rules;
        this.mostTokens = mostTokens;
        this.pace = 1 + (world.random().nextDouble() - 0.5) / 5_000;
        this.back = SHORTEST_BACK + world.upTo(120_000);
        this.offset = world.random().nextLong() >> 20;
        world.reads(this);
        start();
        tick();
    }

    /** More to send. */
    void offer(int requests) {
        backlog += requests;
    }

    void callsTake(long millis) {
        callMillis = millis;
    }

    int backlog() {
        return backlog;
    }

    /** The process ends, and another one begins in its place. */
    void die() {
        life++;
        out.forEach(one -> one.seen().ended(world.now()));
        out.clear();
        held.clear();
        frozen = false;
        start();
    }

    void freeze(long nanos) {
        if (!frozen) {
            frozen = true;
            long frozenLife = life;
            world.in(
                    nanos,
                    () -> {
                        if (life == frozenLife) {
                            frozen = false;
                            List<Runnable> all = new ArrayList<>(held);
                            held.clear();
                            all.forEach(Runnable::run);
                        }
                    });
        }
    }

    void failed(ShareEntry entry) {
        awake(() -> shares.failed(entry));
    }

    /** The log has something. */
    void read() {
        awake(
                () -> {
                    for (World.Appended one : List.copyOf(world.log(position))) {
                        position++;
                        shares.applied(one.entry(), one.millis(), nanos());
                    }
                    work();
                });
    }

    private void start() {
        incarnation++;
        Identity identity = new Identity(name, incarnation);
        shares = new SharedLimits(identity, TIMEOUT);
        limiter = new Limiter(rules, () -> Instant.EPOCH, Optional.of(shares), nanos());
        position = world.since(world.now() - back - TIMEOUT.toNanos());
    }

    private void tick() {
        awake(this::work);
        world.in(TICK + world.upTo(2), this::tick);
    }

    private void work() {
        boolean goesOn = true;
        while (backlog > 0 && goesOn) {
            long tokens = 1 + world.random().nextLong(mostTokens);
            Decision decision = limiter.acquire(new Ask("e", "m", "t", "m", tokens), nanos());
            goesOn = decision instanceof Decision.Granted;
            if (decision instanceof Decision.Granted granted) {
                backlog--;
                Grant grant = granted.grant();
                world.in(
                        world.badLuck(0.05) ? world.upTo(1_500) : world.upTo(30),
                        inThisLife(() -> send(grant)));
            }
        }
        shares.next(nanos()).ifPresent(entry -> world.append(this, entry));
    }

    private void send(Grant grant) {
        if (nanos() >= grant.expiresAt()) {
            grant.cancel(nanos());
            backlog++;
            return;
        }
        grant.sent(nanos());
        long used = world.random().nextLong(grant.ask().tokens() + 1);
        long way = world.upTo(world.badLuck(0.1) ? LONGEST_WAY : 20);
        Out one = new Out(endpoint.arrived(world.now() + way, used));
        out.add(one);
        long duration = Math.min(way + world.upTo(callMillis), TIMEOUT.toNanos());
        long sentLife = life;
        world.in(
                duration,
                () -> {
                    one.seen().ended(world.now());
                    if (life == sentLife) {
                        awake(
                                () -> {
                                    out.remove(one);
                                    grant.settle(used, nanos());
                                    grant.release();
                                });
                    }
                });
    }

    private Runnable inThisLife(Runnable action) {
        long thisLife = life;
        return () -> {
            if (life == thisLife) {
                awake(action);
            }
        };
    }

    /** What comes while the process stands still happens when it goes on. */
    private void awake(Runnable action) {
        if (frozen) {
            held.add(action);
        } else {
            action.run();
        }
    }

    private long nanos() {
        return (long) (world.now() * pace) + offset;
    }
}
