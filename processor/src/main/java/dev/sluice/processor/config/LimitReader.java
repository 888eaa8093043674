package dev.sluice.processor.config;

import java.util.Optional;
import java.util.Set;

/** Reads one limit. */
final class LimitReader {
    private final String name;
    private final String section;
    private final Values values;
    private final Problems problems;

    LimitReader(String name, Values values, Problems problems) {
        this.name = name;
        this.section = Keys.LIMITS + "." + name;
        this.values = values;
        this.problems = problems;
    }

    /**
     * The limit, or nothing where it is not known whose requests it counts.
     *
     * @param endpoints names of those that are configured
     */
    Optional<LimitConfig> read(Set<String> endpoints) {
        Optional<String> endpoint = find(LimitKeys.ENDPOINT);
        endpoint.ifPresent(known -> checkEndpoint(known, endpoints));
        Optional<String> tenant = find(LimitKeys.TENANT_NAME);
        checkOwner();
        checkDimensions();
        // Every key is read before the first can be found missing: all problems are told at once.
        LimitConfig limit =
                new LimitConfig(
                        name,
                        endpoint.isPresent() ? LimitConfig.Of.ENDPOINT : LimitConfig.Of.TENANT,
                        endpoint.or(() -> tenant).orElse(""),
                        find(LimitKeys.MODEL),
                        find(LimitKeys.REQUESTS_PER_MINUTE),
                        find(LimitKeys.TOKENS_PER_MINUTE),
                        find(LimitKeys.TOKENS_PER_DAY),
                        find(LimitKeys.CONCURRENT),
                        values.get(LimitKeys.BURST.under(section)),
                        values.get(LimitKeys.SHADOW.under(section)));
        checkBurst(limit);
        return limit.owner().isEmpty() ? Optional.empty() : Optional.of(limit);
    }

    private void checkEndpoint(String endpoint, Set<String> endpoints) {
        if (!endpoints.contains(endpoint)) {
            String key = key(LimitKeys.ENDPOINT);
            problems.add(
                    key,
                    "names no endpoint" + NearMatch.hint(endpoint, endpoints) + values.origin(key));
        }
    }

    private void checkOwner() {
        boolean ofEndpoint = values.isGiven(key(LimitKeys.ENDPOINT));
        boolean ofTenant = values.isGiven(key(LimitKeys.TENANT_NAME));
        if (ofEndpoint == ofTenant) {
            problems.add(
                    section,
                    ofEndpoint
                            ? "takes an endpoint or a tenant, not both"
                            : "needs an endpoint or a tenant");
        }
    }

    private void checkDimensions() {
        if (LimitKeys.DIMENSIONS.stream().noneMatch(limit -> values.isGiven(key(limit)))) {
            problems.add(
                    section,
                    "limits nothing; it needs requests-per-minute, tokens-per-minute, tokens-per-day or concurrent");
        }
    }

    private void checkBurst(LimitConfig limit) {
        String burst = key(LimitKeys.BURST);
        String requests = key(LimitKeys.REQUESTS_PER_MINUTE);
        boolean tooLarge =
                limit.requestsPerMinute().filter(most -> limit.burst() > most).isPresent();
        if (tooLarge && problems.noneOf(burst, requests)) {
            problems.add(burst, "must be at most " + requests + values.origin(burst));
        }
    }

    private <T> Optional<T> find(Key<T> key) {
        return values.find(key.under(section));
    }

    private String key(Key<?> key) {
        return key.under(section).name();
    }
}
