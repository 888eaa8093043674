package dev.sluice.processor.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A limit as somebody wants it, whether it can be or not; {@link LimitValidator} tells. For what each part means see {@link
 * LimitConfig}.
 *
 * @param endpoint the endpoint whose requests it is to count
 * @param tenant the tenant whose requests it is to count
 * @param model the only one that it is to count
 * @param requestsPerMinute requests in any minute
 * @param tokensPerMinute tokens in any minute
 * @param tokensPerDay tokens in a day of UTC
 * @param concurrent calls at the same time
 * @param burst requests that may go at once after a pause
 * @param shadow whether it is only to count
 */
public record LimitDraft(
        Optional<String> endpoint,
        Optional<String> tenant,
        Optional<String> model,
        Optional<Long> requestsPerMinute,
        Optional<Long> tokensPerMinute,
        Optional<Long> tokensPerDay,
        Optional<Long> concurrent,
        int burst,
        boolean shadow) {
    /** Its keys in a section of a file, and their values. */
    Map<String, Given> in(String section) {
        Map<String, Given> given = new LinkedHashMap<>();
        put(given, LimitKeys.ENDPOINT.under(section), endpoint);
        put(given, LimitKeys.TENANT_NAME.under(section), tenant);
        put(given, LimitKeys.MODEL.under(section), model);
        put(given, LimitKeys.REQUESTS_PER_MINUTE.under(section), requestsPerMinute);
        put(given, LimitKeys.TOKENS_PER_MINUTE.under(section), tokensPerMinute);
        put(given, LimitKeys.TOKENS_PER_DAY.under(section), tokensPerDay);
        put(given, LimitKeys.CONCURRENT.under(section), concurrent);
        put(given, LimitKeys.BURST.under(section), Optional.of(burst));
        put(given, LimitKeys.SHADOW.under(section), Optional.of(shadow));
        return given;
    }

    private static <T> void put(Map<String, Given> given, Key<T> key, Optional<T> value) {
        value.ifPresent(known -> given.put(key.name(), new Given(known.toString(), "", false)));
    }
}
