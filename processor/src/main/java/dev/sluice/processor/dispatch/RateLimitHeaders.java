package dev.sluice.processor.dispatch;

import dev.sluice.processor.dispatch.Remaining.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads how much an endpoint says that it still takes: a remaining number and the time of its reset, under the names that
 * OpenAI and those who follow it use, under Anthropic's, and without a unit, which then is requests, under the names of
 * older gateways and of the IETF's draft of RateLimit fields. What is said without the time of its reset tells nothing
 * about when to go on, and counts as not said; so does what cannot be read.
 */
final class RateLimitHeaders {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimitHeaders.class);

    /**
     * The longest that is believed. A longer reset belongs to a limit per day, and says when all of it is back, not when
     * some is: to ask once an hour costs at most one call that is refused, whose answer may well say for how long.
     */
    static final Duration LONGEST = Duration.ofHours(1);

    private static final Pattern COUNT = Pattern.compile("\\d{1,18}");

    /** Two headers that belong together. */
    private record Pair(Unit unit, String remaining, String reset) {}

    /** Of those with the same unit the first one that is there counts. */
    private static final List<Pair> PAIRS =
            List.of(
                    new Pair(
                            Unit.REQUESTS,
                            "x-ratelimit-remaining-requests",
                            "x-ratelimit-reset-requests"),
                    new Pair(
                            Unit.TOKENS,
                            "x-ratelimit-remaining-tokens",
                            "x-ratelimit-reset-tokens"),
                    new Pair(
                            Unit.REQUESTS,
                            "ratelimit-remaining-requests",
                            "ratelimit-reset-requests"),
                    new Pair(Unit.TOKENS, "ratelimit-remaining-tokens", "ratelimit-reset-tokens"),
                    new Pair(
                            Unit.REQUESTS,
                            "anthropic-ratelimit-requests-remaining",
                            "anthropic-ratelimit-requests-reset"),
                    new Pair(
                            Unit.TOKENS,
                            "anthropic-ratelimit-tokens-remaining",
                            "anthropic-ratelimit-tokens-reset"),
                    new Pair(Unit.REQUESTS, "x-ratelimit-remaining", "x-ratelimit-reset"),
                    new Pair(Unit.REQUESTS, "ratelimit-remaining", "ratelimit-reset"));

    private final String endpoint;
    private final boolean isOn;
    private final AtomicBoolean complained = new AtomicBoolean();

    /**
     * @param endpoint the endpoint's name
     * @param isOn whether what it says counts at all
     */
    RateLimitHeaders(String endpoint, boolean isOn) {
        this.endpoint = endpoint;
        this.isOn = isOn;
    }

    /**
     * Reads the headers. Any thread.
     *
     * @param headers the answer's headers
     * @param now when the answer came, which durations are counted from
     * @return at most one for each unit, none whose reset is past
     */
    List<Remaining> read(HeaderLookup headers, Instant now) {
        if (!isOn) {
            return List.of();
        }
        List<Remaining> read = new ArrayList<>(2);
        Set<Unit> found = EnumSet.noneOf(Unit.class);
        for (Pair pair : PAIRS) {
            String remaining = headers.get(pair.remaining());
            String reset = headers.get(pair.reset());
            if (remaining != null && reset != null && found.add(pair.unit())) {
                Instant resetsAt = resetsAt(pair, remaining.strip(), reset.strip(), now);
                if (resetsAt != null && resetsAt.isAfter(now)) {
                    read.add(
                            new Remaining(
                                    pair.unit(), Long.parseLong(remaining.strip()), resetsAt));
                }
            }
        }
        return read;
    }

    private @Nullable Instant resetsAt(Pair pair, String remaining, String reset, Instant now) {
        Optional<Instant> resetsAt = ResetTime.parse(reset, now);
        boolean isCount = COUNT.matcher(remaining).matches();
        if (!isCount || resetsAt.isEmpty()) {
            complain(isCount ? pair.reset() : pair.remaining());
            return null;
        }
        Instant latest = now.plus(LONGEST);
        return resetsAt.get().isAfter(latest) ? latest : resetsAt.get();
    }

    /** Once: an endpoint that says it in one answer says it in all. The value stays out, for nobody knows what it is. */
    private void complain(String header) {
        if (complained.compareAndSet(false, true)) {
            LOG.info(
                    "The endpoint {} sends the header {} in a form that is not known; that is ignored",
                    endpoint,
                    header);
        }
    }
}
