package dev.sluice.processor.schedule;

import dev.sluice.processor.config.BreakerConfig;
import dev.sluice.processor.config.LimitConfig;
import dev.sluice.processor.config.SchedulingConfig.Ordering;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.dispatch.CallEnd;
import dev.sluice.processor.dispatch.CallListener;
import dev.sluice.processor.dispatch.Dispatch;
import dev.sluice.processor.limit.Limiter;
import dev.sluice.processor.route.Routes;
import dev.sluice.processor.tokens.Estimator;
import dev.sluice.processor.tokens.TokenCounter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the scheduler on one Vert.x context. Everybody else talks to it through a mailbox, which is emptied in one go, so
 * that a burst costs one wake-up.
 */
public final class SchedulerLoop implements WorkIntake, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulerLoop.class);

    /** Tokens of an answer whose length the request leaves open, until its tenant and model have shown what is usual. */
    private static final int USUAL_ANSWER = 500;

    /** How late an expired request may be noticed, and a limit that has room again. */
    private static final Duration TICK = Duration.ofMillis(20);

    /** How often the log is told how the limits do. */
    private static final Duration REPORT = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final Context context;
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Optional<Counting> counting;
    private final Scheduler scheduler;
    private final long timer;
    private final long reports;
    private volatile Load load = new Load(0, 0);

    /**
     * How much the scheduler has to do.
     *
     * @param inFlight calls that are out
     * @param waiting requests that wait for a call, or for the time of their next one
     */
    public record Load(int inFlight, int waiting) {}

    /**
     * @param vertx where the loop runs
     * @param context the loop's own context; nothing long may run on it
     * @param clock the time that deadlines are measured by
     * @param config how many calls at once, when endpoints are given a rest, and the limits
     * @param dispatch makes the calls
     * @param routes where requests can go
     * @param endings makes the outcomes of requests that are not sent again
     */
    public SchedulerLoop(
            Vertx vertx,
            Context context,
            InstantSource clock,
            SluiceConfig config,
            Dispatch dispatch,
            Routes routes,
            Endings endings) {
        this.vertx = vertx;
        this.context = context;
        Map<String, BreakerConfig> breakers = new HashMap<>();
        config.endpoints().forEach((name, endpoint) -> breakers.put(name, endpoint.breaker()));
        Collection<LimitConfig> limits = config.limits().values();
        Gates gates =
                new Gates(
                        new Limiter(LimitRules.of(limits), clock, System.nanoTime()),
                        clock,
                        System::nanoTime);
        Optional<Estimator> estimator =
                LimitRules.countTokens(limits)
                        ? Optional.of(new Estimator(new TokenCounter(), USUAL_ANSWER))
                        : Optional.empty();
        this.counting = estimator.map(one -> new Counting(one, routes));
        this.scheduler =
                new Scheduler(
                        clock,
                        config.dispatch().maxInFlight(),
                        dispatch,
                        routes,
                        new Targets(new Breakers(breakers, clock), gates, clock),
                        new WaitingRoom(
                                new KeyOrder(config.scheduling().ordering() == Ordering.KEY),
                                new Lanes(config.scheduling()::weight, clock)),
                        new Costs(estimator),
                        endings,
                        this::listener);
        this.timer = vertx.setPeriodic(TICK.toMillis(), id -> tick());
        this.reports =
                vertx.setPeriodic(
                        REPORT.toMillis(), id -> post(() -> LimitReport.log(gates.numbers())));
    }

    @Override
    public void offer(Work work) {
        Runnable message = () -> post(() -> scheduler.offer(work));
        counting.ifPresentOrElse(one -> one.count(work, message), message);
    }

    @Override
    public void withdraw(Work work) {
        postInOrder(() -> scheduler.withdraw(work));
    }

    @Override
    public void disown(Owner owner) {
        postInOrder(() -> scheduler.disown(owner));
    }

    /** What was offered before must not come after it. */
    private void postInOrder(Runnable message) {
        Runnable post = () -> post(message);
        counting.ifPresentOrElse(one -> one.after(post), post);
    }

    /** How much there is to do, as of the last time that the mailbox was emptied. Any thread. */
    public Load load() {
        return load;
    }

    /** Stops the clock; calls that are out go on and are forgotten. */
    @Override
    public void close() {
        vertx.cancelTimer(timer);
        vertx.cancelTimer(reports);
        counting.ifPresent(Counting::close);
    }

    private CallListener listener(Work work) {
        return new CallListener() {
            @Override
            public void chunk(byte[] value) {
                post(() -> scheduler.chunk(work, value));
            }

            @Override
            public void ended(CallEnd end) {
                post(() -> scheduler.finished(work, end));
            }
        };
    }

    private void tick() {
        post(scheduler::tick);
    }

    private void post(Runnable message) {
        mailbox.add(message);
        if (woken.compareAndSet(false, true)) {
            context.runOnContext(ignored -> empty());
        }
    }

    private void empty() {
        woken.set(false);
        Runnable message = mailbox.poll();
        while (message != null) {
            attempt(message);
            message = mailbox.poll();
        }
        attempt(scheduler::pump);
        load = new Load(scheduler.inFlight(), scheduler.waiting());
    }

    /** One message that fails must not stop the others; what it was about comes back with the next sweep. */
    private static void attempt(Runnable message) {
        try {
            message.run();
        } catch (RuntimeException e) {
            LOG.error("The scheduler failed on one message and goes on", e);
        }
    }
}
