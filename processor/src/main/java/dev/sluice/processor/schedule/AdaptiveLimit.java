package dev.sluice.processor.schedule;

import dev.sluice.processor.config.AdaptiveConcurrencyConfig;
import dev.sluice.processor.dispatch.CallEnd.Sign;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many calls at once go to one endpoint, for all models, as it takes them. Belongs to the scheduler's thread. */
final class AdaptiveLimit implements Barrier {
    private static final Logger LOG = LoggerFactory.getLogger(AdaptiveLimit.class);

    private final String endpoint;
    private final Cause cause;
    private final AdaptiveConcurrency concurrency;
    private final Seldom log = new Seldom();
    private int logged;
    private int out;
    private long sent;

    AdaptiveLimit(String endpoint, AdaptiveConcurrencyConfig config) {
        this.endpoint = endpoint;
        this.cause = new Cause("endpoint:" + endpoint, "adaptive-concurrent");
        this.concurrency = new AdaptiveConcurrency(config);
        this.logged = concurrency.limit();
    }

    @Override
    public Cause cause() {
        return cause;
    }

    /** Whether one more call may be sent. */
    boolean hasRoom() {
        return out < concurrency.limit();
    }

    /**
     * A call is sent; {@link #release} or {@link #cancel} must follow.
     *
     * @return its number
     */
    long depart() {
        out++;
        return sent++;
    }

    /** A call was not made after all. */
    void cancel() {
        out--;
    }

    /** A call ended. */
    void release(long call, Sign sign, Instant now) {
        switch (sign.load()) {
            case CARRIED -> concurrency.carried(call, sent, out, sign.latency());
            case TOO_MUCH -> concurrency.tooMuch(call, sent);
            case UNKNOWN -> {
                // It says nothing about how many calls are too many.
            }
        }
        out--;
        if (concurrency.limit() != logged && log.isDue(now)) {
            LOG.info(
                    "The endpoint {} gets up to {} calls at once, after {}",
                    endpoint,
                    concurrency.limit(),
                    logged);
            logged = concurrency.limit();
        }
    }

    /** The most calls at once, for now. */
    int limit() {
        return concurrency.limit();
    }

    /** Calls that are out. */
    int out() {
        return out;
    }
}
