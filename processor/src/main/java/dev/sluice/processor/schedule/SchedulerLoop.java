package dev.sluice.processor.schedule;

import dev.sluice.processor.config.LimitConfig;
import dev.sluice.processor.config.SchedulingConfig.Ordering;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.dispatch.CallEnd;
import dev.sluice.processor.dispatch.CallListener;
import dev.sluice.processor.dispatch.Dispatch;
import dev.sluice.processor.limit.LimitNumbers;
import dev.sluice.processor.limit.LimitRule;
import dev.sluice.processor.limit.Limiter;
import dev.sluice.processor.metrics.LimitStatus;
import dev.sluice.processor.metrics.Meters;
import dev.sluice.processor.metrics.SchedulerStatus;
import dev.sluice.processor.route.Routes;
import dev.sluice.processor.share.ShareEntry;
import dev.sluice.processor.share.ShareLog;
import dev.sluice.processor.share.SharedLimits;
import dev.sluice.processor.tokens.Estimator;
import dev.sluice.processor.tokens.TokenCounter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the scheduler on one Vert.x context. Everybody else talks to it through a mailbox, which is emptied in one go, so
 * that a burst costs one wake-up.
 */
public final class SchedulerLoop implements WorkIntake, ShareLog.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulerLoop.class);

    /** Tokens of an answer whose length the request leaves open, until its tenant and model have shown what is usual. */
    private static final int USUAL_ANSWER = 500;

    /** How late an expired request may be noticed, and a limit that has room again. */
    private static final Duration TICK = Duration.ofMillis(20);

    /** How often the log is told how the limits do. */
    private static final Duration REPORT = Duration.ofMinutes(1);

    /** How often the meters are told how the limits do. */
    private static final Duration SNAPSHOT = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Context context;
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Counting counting;
    private final Optional<Sharing> sharing;
    private final Gates gates;
    private final WaitingRoom room;
    private final Targets targets;
    private final InstantSource clock;
    private final Meters meters;
    private final Scheduler scheduler;
    private final LimitChanges limitChanges;
    private final long timer;
    private final long reports;
    private final long snapshots;
    private final StatusSnapshot statuses;
    private boolean snapshotDue;
    private volatile Load load = new Load(0, 0, false);
    private volatile long turnedAt = System.nanoTime();
    private volatile boolean countsDays;
    private volatile boolean draining;

    /**
     * @param vertx where the loop runs
     * @param context the loop's own context; nothing long may run on it
     * @param clock the time that deadlines are measured by
     * @param config how many calls at once, when endpoints are given a rest, and the limits
     * @param dispatch makes the calls
     * @param routes where requests can go
     * @param shares this instance's part in limits that several share; empty where it has them to itself
     * @param endings makes the outcomes of requests that are not sent again
     * @param meters show how limits and targets do, how long requests have waited, and how good the estimates are
     */
    public SchedulerLoop(
            Vertx vertx,
            Context context,
            InstantSource clock,
            SluiceConfig config,
            Dispatch dispatch,
            Routes routes,
            Optional<SharedLimits> shares,
            Endings endings,
            Meters meters) {
        this.clock = clock;
        this.meters = meters;
        this.vertx = vertx;
        this.context = context;
        List<LimitRule> limits = LimitRules.of(config.limits().values());
        this.sharing = shares.map(one -> new Sharing(one, System::nanoTime));
        this.gates =
                new Gates(
                        new Limiter(limits, clock, shares.map(one -> one), System.nanoTime()),
                        clock,
                        System::nanoTime);
        boolean ofTokens = LimitRules.countTokens(limits);
        this.countsDays = LimitRules.countDays(limits);
        Estimator estimator = new Estimator(new TokenCounter(), USUAL_ANSWER);
        Costs costs = new Costs(estimator, meters.tokens(), ofTokens);
        this.room =
                new WaitingRoom(
                        new KeyOrder(config.scheduling().ordering() == Ordering.KEY),
                        new Lanes(config.scheduling()::weight, clock));
        this.statuses = new StatusSnapshot(room, clock, shares.isPresent());
        this.counting = new Counting(estimator, routes, ofTokens);
        this.limitChanges = new LimitChanges(gates, costs, room);
        this.targets = Targets.of(config.endpoints(), gates, clock);
        this.scheduler =
                new Scheduler(
                        clock,
                        config.dispatch().maxInFlight(),
                        dispatch,
                        routes,
                        targets,
                        room,
                        costs,
                        endings,
                        this::listener);
        this.timer = vertx.setPeriodic(TICK.toMillis(), id -> tick());
        this.reports =
                vertx.setPeriodic(
                        REPORT.toMillis(), id -> post(() -> LimitReport.log(gates.numbers())));
        this.snapshots =
                vertx.setPeriodic(SNAPSHOT.toMillis(), id -> post(() -> snapshotDue = true));
    }

    @Override
    public void offer(Work work) {
        counting.count(work, () -> post(() -> scheduler.offer(work)));
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
        counting.after(() -> post(message));
    }

    /**
     * Puts limits in force, in place of all that were. Counts stay, as {@link Limiter#replace} says; nothing that was not sent
     * yet goes by the old ones. Any thread.
     *
     * @param limits no two of them limit the same
     */
    public void limits(Collection<LimitConfig> limits) {
        List<LimitRule> rules = LimitRules.of(limits);
        counting.turn(LimitRules.countTokens(rules));
        countsDays = LimitRules.countDays(rules);
        post(() -> limitChanges.replace(rules));
    }

    /** Whether a limit that is in force counts days. Any thread. */
    public boolean countsDays() {
        return countsDays;
    }

    /** From now on limits are shared with whoever reads what the log takes; it must not block. */
    public void connect(Consumer<ShareEntry> log) {
        sharing.ifPresent(one -> post(() -> one.connect(log)));
    }

    @Override
    public void read(List<ShareLog.Appended> entries) {
        sharing.ifPresent(
                one -> post(() -> gates.opened(one.read(entries)).forEach(scheduler::opened)));
    }

    @Override
    public void failed(ShareEntry entry) {
        sharing.ifPresent(one -> post(() -> one.failed(entry)));
    }

    /** Tells the others that no call is out any more; to be called when that is so, and nothing runs here. */
    public void farewell() {
        sharing.ifPresent(Sharing::farewell);
    }

    /** How much there is to do, as of the last time that the mailbox was emptied. Any thread. */
    public Load load() {
        return load;
    }

    /** How it stood about a second ago. Any thread. */
    public SchedulerStatus status() {
        return statuses.latest();
    }

    /** How long it has not come to empty its mailbox, which it does all the time while its context answers. Any thread. */
    public Duration silence() {
        return Duration.ofNanos(System.nanoTime() - turnedAt);
    }

    /** Nothing is sent from now on; calls that are out go on, and what comes of them is delivered. Any thread. */
    public void drain() {
        draining = true;
    }

    /** Stops the clock; calls that are out go on and are forgotten. */
    @Override
    public void close() {
        vertx.cancelTimer(timer);
        vertx.cancelTimer(reports);
        vertx.cancelTimer(snapshots);
        counting.close();
    }

    private CallListener listener(Work work) {
        return new CallListener() {
            @Override
            public void chunk(byte[] value) {
                post(() -> scheduler.chunk(work, value));
            }

            @Override
            public void sent(long nanos) {
                post(() -> scheduler.sent(work, nanos));
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
        boolean stopped = draining;
        if (!stopped) {
            attempt(scheduler::pump);
        }
        sharing.ifPresent(one -> attempt(one::speak));
        load = new Load(scheduler.inFlight(), scheduler.waiting(), stopped);
        turnedAt = System.nanoTime();
        if (snapshotDue) {
            // Only now is nobody out of line to be tried.
            snapshotDue = false;
            attempt(this::snapshot);
        }
    }

    private void snapshot() {
        List<LimitNumbers> limits = gates.numbers();
        List<LimitStatus> told = LimitSnapshot.of(limits, room, clock.millis());
        meters.limits().update(told);
        statuses.take(limits, told, scheduler.inFlight());
        meters.targets().update(targets.statuses());
        scheduler
                .waitingSince()
                .ifPresentOrElse(
                        since -> meters.instance().waitingSince(since.toEpochMilli()),
                        meters.instance()::nobodyWaits);
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
