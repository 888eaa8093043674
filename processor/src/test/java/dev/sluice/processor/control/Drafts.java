package dev.sluice.processor.control;

import dev.sluice.processor.config.LimitConfig;
import dev.sluice.processor.config.LimitDraft;
import java.util.Optional;

/** Limits of an endpoint {@code there}. */
final class Drafts {
    private Drafts() {}

    static LimitDraft perMinute(long requests) {
        return draft(Optional.of("there"), Optional.of(requests), Optional.empty(), 1);
    }

    static LimitDraft concurrent(long calls) {
        return draft(Optional.of("there"), Optional.empty(), Optional.of(calls), 1);
    }

    static LimitDraft withBurst(long requests, int burst) {
        return draft(Optional.of("there"), Optional.of(requests), Optional.empty(), burst);
    }

    static LimitDraft elsewhere(long requests) {
        return draft(Optional.of("elsewhere"), Optional.of(requests), Optional.empty(), 1);
    }

    static LimitConfig configured(String name, long requests) {
        return new LimitConfig(
                name,
                LimitConfig.Of.ENDPOINT,
                "there",
                Optional.empty(),
                Optional.of(requests),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                false);
    }

    private static LimitDraft draft(
            Optional<String> endpoint,
            Optional<Long> requests,
            Optional<Long> concurrent,
            int burst) {
        return new LimitDraft(
                endpoint,
                Optional.empty(),
                Optional.empty(),
                requests,
                Optional.empty(),
                Optional.empty(),
                concurrent,
                burst,
                false);
    }
}
