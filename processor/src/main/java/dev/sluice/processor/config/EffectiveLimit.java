package dev.sluice.processor.config;

import java.util.Optional;

/** Shows a limit. */
final class EffectiveLimit {
    private final ConfigTree tree;
    private final String section;

    private EffectiveLimit(String name, ConfigTree tree) {
        this.tree = tree;
        this.section = Keys.LIMITS + "." + name;
    }

    static void put(LimitConfig limit, ConfigTree tree) {
        EffectiveLimit shown = new EffectiveLimit(limit.name(), tree);
        boolean ofEndpoint = limit.of() == LimitConfig.Of.ENDPOINT;
        shown.put(
                ofEndpoint ? LimitKeys.ENDPOINT : LimitKeys.TENANT_NAME,
                Optional.of(limit.owner()));
        shown.put(LimitKeys.MODEL, limit.model());
        shown.put(LimitKeys.REQUESTS_PER_MINUTE, limit.requestsPerMinute());
        shown.put(LimitKeys.TOKENS_PER_MINUTE, limit.tokensPerMinute());
        shown.put(LimitKeys.TOKENS_PER_DAY, limit.tokensPerDay());
        shown.put(LimitKeys.CONCURRENT, limit.concurrent());
        shown.put(LimitKeys.BURST, Optional.of(limit.burst()));
        shown.put(LimitKeys.SHADOW, Optional.of(limit.shadow()));
    }

    private <T> void put(Key<T> key, Optional<T> value) {
        value.ifPresent(known -> tree.put(key.under(section), known));
    }
}
