package dev.sluice.processor.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Knows all that was sent, and counts it anew for each question. */
final class Oracle {
    /** A request that went. */
    static final class Sent {
        private final Ask ask;
        private final long at;
        private final Grant grant;
        private long tokens;
        private boolean isOut = true;

        Sent(Grant grant, long at) {
            this.ask = grant.ask();
            this.grant = grant;
            this.at = at;
            this.tokens = ask.tokens();
        }

        Grant grant() {
            return grant;
        }

        void settled(long actual) {
            tokens = actual;
        }

        void ended() {
            isOut = false;
        }
    }

    private final List<Sent> all = new ArrayList<>();

    void sent(Sent sent) {
        all.add(sent);
    }

    void cancelled(Sent sent) {
        all.remove(sent);
    }

    void forget(long before) {
        all.removeIf(sent -> !sent.isOut && sent.at < before);
    }

    /** What a limit has counted: calls that are out, or requests or tokens in the window that ends now. */
    long count(Scope scope, Dimension dimension, long now) {
        long count = 0;
        for (Sent sent : all) {
            if (matches(scope, sent.ask)) {
                boolean isInWindow = sent.at > now - Pacing.WINDOW;
                count +=
                        switch (dimension) {
                            case CONCURRENT -> sent.isOut ? 1 : 0;
                            case REQUESTS_PER_MINUTE -> isInWindow ? 1 : 0;
                            case TOKENS_PER_MINUTE -> isInWindow ? sent.tokens : 0;
                            case TOKENS_PER_DAY -> sent.tokens;
                        };
            }
        }
        return count;
    }

    /** A request has just gone, by which no limit may have been passed. */
    void check(List<LimitRule> rules, Sent last, long now) {
        for (LimitRule rule : rules) {
            Scope scope = concrete(rules, rule.scope(), last.ask);
            if (matches(scope, last.ask)) {
                rule.values()
                        .forEach(
                                (dimension, value) ->
                                        assertThat(count(scope, dimension, now))
                                                .as("%s of %s", dimension, scope)
                                                .isLessThanOrEqualTo(value));
            }
        }
    }

    /** A rule for each tenant is one for this tenant, unless that has its own. */
    private static Scope concrete(List<LimitRule> rules, Scope scope, Ask ask) {
        if (!scope.isEach()) {
            return scope;
        }
        Scope own =
                scope.onlyModel()
                        .map(model -> (Scope) new Scope.TenantModel(ask.tenant(), model))
                        .orElse(new Scope.Tenant(ask.tenant()));
        return rules.stream().anyMatch(rule -> rule.scope().equals(own)) ? scope : own;
    }

    private static boolean matches(Scope scope, Ask ask) {
        return scope.equals(new Scope.Endpoint(ask.endpoint()))
                || scope.equals(new Scope.EndpointModel(ask.endpoint(), ask.sentModel()))
                || scope.equals(new Scope.Tenant(ask.tenant()))
                || scope.equals(new Scope.TenantModel(ask.tenant(), ask.askedModel()));
    }
}
