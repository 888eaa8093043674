package dev.sluice.processor.schedule;

import dev.sluice.processor.config.LimitConfig;
import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.LimitRule;
import dev.sluice.processor.limit.Scope;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Limits as the limiter takes them. */
final class LimitRules {
    private static final Set<Dimension> TOKENS =
            EnumSet.of(Dimension.TOKENS_PER_MINUTE, Dimension.TOKENS_PER_DAY);

    private LimitRules() {}

    static List<LimitRule> of(Collection<LimitConfig> limits) {
        return limits.stream().map(LimitRules::rule).toList();
    }

    /** Whether any of them counts tokens, so that requests have to be counted. */
    static boolean countTokens(Collection<LimitRule> rules) {
        return rules.stream()
                .flatMap(rule -> rule.values().keySet().stream())
                .anyMatch(TOKENS::contains);
    }

    /** Whether any of them counts days. */
    static boolean countDays(Collection<LimitRule> rules) {
        return rules.stream().anyMatch(rule -> rule.values().containsKey(Dimension.TOKENS_PER_DAY));
    }

    private static LimitRule rule(LimitConfig limit) {
        Map<Dimension, Long> values = new EnumMap<>(Dimension.class);
        limit.requestsPerMinute()
                .ifPresent(value -> values.put(Dimension.REQUESTS_PER_MINUTE, value));
        limit.tokensPerMinute().ifPresent(value -> values.put(Dimension.TOKENS_PER_MINUTE, value));
        limit.tokensPerDay().ifPresent(value -> values.put(Dimension.TOKENS_PER_DAY, value));
        limit.concurrent().ifPresent(value -> values.put(Dimension.CONCURRENT, value));
        return new LimitRule(limit.name(), scope(limit), values, limit.burst(), limit.shadow());
    }

    private static Scope scope(LimitConfig limit) {
        String owner = limit.owner();
        return switch (limit.of()) {
            case ENDPOINT ->
                    limit.model()
                            .<Scope>map(model -> new Scope.EndpointModel(owner, model))
                            .orElseGet(() -> new Scope.Endpoint(owner));
            case TENANT ->
                    limit.model()
                            .<Scope>map(model -> new Scope.TenantModel(owner, model))
                            .orElseGet(() -> new Scope.Tenant(owner));
        };
    }
}
