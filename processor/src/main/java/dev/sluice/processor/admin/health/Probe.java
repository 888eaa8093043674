package dev.sluice.processor.admin.health;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at something that may take its time to answer, again and again, on a thread of its own. So whoever wants to know
 * reads what was found last, and is told how old that is.
 */
public final class Probe implements AutoCloseable {
    /** Between two looks while all is well. */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Between two looks while something is wrong: it may be well again at any moment. */
    static final Duration SHORT_INTERVAL = Duration.ofSeconds(1);

    /** What was found before this long says nothing of now, and a question that takes this long is an answer. */
    static final Duration STALE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Probe.class);

    /** Asks once. */
    public interface Question {
        /**
         * Waits for an answer, within a time of its own.
         *
         * @return what is wrong, in a few words without secrets; nothing where all is well
         */
        Optional<String> ask() throws InterruptedException;
    }

    /**
     * What was found.
     *
     * @param problem what is wrong, if anything is
     * @param nanos when
     */
    private record Found(Optional<String> problem, long nanos) {}

    private final String name;
    private final Question question;
    private final LongSupplier clock;
    private final long startedAt;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private volatile Optional<Found> last = Optional.empty();

    Probe(String name, Question question, LongSupplier clock) {
        this.name = name;
        this.question = question;
        this.clock = clock;
        this.startedAt = clock.getAsLong();
        this.thread = new Thread(this::run, "sluice-health-" + name);
        thread.setDaemon(true);
    }

    /** Begins to look. */
    public static Probe start(String name, Question question) {
        Probe probe = new Probe(name, question, System::nanoTime);
        probe.thread.start();
        return probe;
    }

    /** What it finds, as a check. */
    public Check check() {
        return new Check(name, this::finding);
    }

    /** What was found last. */
    Finding finding() {
        long now = clock.getAsLong();
        Optional<Found> found = last;
        Duration age = Duration.ofNanos(now - found.map(Found::nanos).orElse(startedAt));
        if (age.compareTo(STALE) > 0) {
            return new Finding(
                    false, "no answer for %d s".formatted(age.toSeconds()), Optional.of(age));
        }
        return found.map(one -> finding(one.problem(), age))
                .orElseGet(() -> new Finding(false, "not known yet", Optional.of(age)));
    }

    /** Looks once. */
    void look() throws InterruptedException {
        Optional<String> problem;
        try {
            problem = question.ask();
        } catch (RuntimeException e) {
            LOG.error("The check of {} failed and goes on", name, e);
            problem = Optional.of("the check itself failed: " + e.getClass().getSimpleName());
        }
        tell(problem);
        last = Optional.of(new Found(problem, clock.getAsLong()));
    }

    @Override
    public void close() {
        stop.countDown();
        thread.interrupt();
    }

    private static Finding finding(Optional<String> problem, Duration age) {
        return new Finding(problem.isEmpty(), problem.orElse("ok"), Optional.of(age));
    }

    private void run() {
        try {
            do {
                look();
            } while (!stop.await(pause().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            // Only close interrupts it.
            LOG.debug("The check of {} ends", name);
        }
    }

    private Duration pause() {
        return last.flatMap(Found::problem).isPresent() ? SHORT_INTERVAL : INTERVAL;
    }

    /** One line for each change: others say what comes of it. */
    private void tell(Optional<String> problem) {
        boolean wasWell = last.map(found -> found.problem().isEmpty()).orElse(true);
        if (problem.isPresent() && wasWell) {
            LOG.warn("Check {}: {}", name, problem.get());
        } else if (problem.isEmpty() && !wasWell) {
            LOG.info("Check {}: well again", name);
        }
    }
}
