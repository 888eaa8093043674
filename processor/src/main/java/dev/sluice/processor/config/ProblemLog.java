package dev.sluice.processor.config;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;

/**
 * Tells of what keeps work from going on while it waits for somebody to mend it: at once, and as long as it lasts once a minute for
 * each setting. That it is mended is told once. Threads may share it.
 */
public final class ProblemLog {
    /** Between two lines about one setting. */
    static final Duration AGAIN = Duration.ofMinutes(1);

    private final Logger log;
    private final InstantSource clock;
    private final String consequence;

    /** When a setting was last told of, by its key. Keys are few: they come from the code and from the configuration. */
    private final Map<String, Instant> told = new HashMap<>();

    private final Set<String> open = new HashSet<>();

    /** Whether any is open, for those who ask often. */
    private volatile boolean isOpen;

    /**
     * @param log where it is told
     * @param clock tells the time
     * @param consequence what does not happen meanwhile, as the beginning of a line, such as {@code Records wait}
     */
    public ProblemLog(Logger log, InstantSource clock, String consequence) {
        this.log = log;
        this.clock = clock;
        this.consequence = consequence;
    }

    /** Tells of a problem, unless its setting was told of within a minute. */
    public void tell(Problem problem) {
        if (isDue(problem.key())) {
            log.warn("{} until this is mended: {}", consequence, problem);
        }
    }

    /** Work goes on, so that whatever was told of is mended. */
    public void mended() {
        if (isOpen) {
            close().forEach(key -> log.info("Mended: {}", key));
        }
    }

    private synchronized boolean isDue(String key) {
        Instant now = clock.instant();
        Instant before = told.get(key);
        if (before != null && now.isBefore(before.plus(AGAIN))) {
            return false;
        }
        told.put(key, now);
        open.add(key);
        isOpen = true;
        return true;
    }

    private synchronized Set<String> close() {
        Set<String> closed = Set.copyOf(open);
        open.clear();
        isOpen = false;
        return closed;
    }
}
