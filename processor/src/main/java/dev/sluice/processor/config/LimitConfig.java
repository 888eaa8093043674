package dev.sluice.processor.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One limit on what goes to an endpoint, or on what a tenant asks for. At least one of its numbers is there.
 *
 * @param name tells it from others
 * @param of whose requests it counts
 * @param owner the endpoint's or the tenant's name; {@link #EACH} for each tenant that has no limit of its own
 * @param model the only one it counts: as it is sent to the endpoint, or as the tenant asks for it
 * @param requestsPerMinute 1 to 10,000,000
 * @param tokensPerMinute 1 to 1,000,000,000
 * @param tokensPerDay in a day of UTC, 1 to 10^15
 * @param concurrent calls at the same time, 1 to 1,000,000
 * @param burst requests that may go at once after a pause, 1 to 1,000,000 and at most as many as in a minute
 * @param shadow whether it only counts what it would hold back
 */
public record LimitConfig(
        String name,
        Of of,
        String owner,
        Optional<String> model,
        Optional<Long> requestsPerMinute,
        Optional<Long> tokensPerMinute,
        Optional<Long> tokensPerDay,
        Optional<Long> concurrent,
        int burst,
        boolean shadow) {
    /** Stands for each tenant that has no limit of its own, for the same model if any. */
    public static final String EACH = "*";

    /** Whose requests a limit counts. */
    public enum Of {
        /** What goes to an endpoint. */
        ENDPOINT,
        /** What a tenant asks for. */
        TENANT
    }

    /**
     * What it says, as text by key below {@code limits.<name>}, defaults included. An equal limit has the same, in the same
     * order.
     */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, of == Of.ENDPOINT ? LimitKeys.ENDPOINT : LimitKeys.TENANT_NAME, owner);
        model.ifPresent(only -> put(values, LimitKeys.MODEL, only));
        requestsPerMinute.ifPresent(most -> put(values, LimitKeys.REQUESTS_PER_MINUTE, most));
        tokensPerMinute.ifPresent(most -> put(values, LimitKeys.TOKENS_PER_MINUTE, most));
        tokensPerDay.ifPresent(most -> put(values, LimitKeys.TOKENS_PER_DAY, most));
        concurrent.ifPresent(most -> put(values, LimitKeys.CONCURRENT, most));
        put(values, LimitKeys.BURST, burst);
        put(values, LimitKeys.SHADOW, shadow);
        return values;
    }

    private static <T> void put(Map<String, String> values, Key<T> key, T value) {
        values.put(key.name(), value.toString());
    }
}
