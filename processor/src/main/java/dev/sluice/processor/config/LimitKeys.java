package dev.sluice.processor.config;

import java.util.List;
import java.util.regex.Pattern;

/** Every key of a limit, below {@code limits.<name>}, with its type, range and default. */
final class LimitKeys {
    /** What a request may have as its tenant, of the length that admission lets in; an asterisk stands for each. */
    private static final Pattern TENANT = Pattern.compile("[^\\p{Cntrl}]{1,256}");

    static final Key<String> ENDPOINT = Key.of("endpoint", text -> text);
    static final Key<String> TENANT_NAME =
            Key.of(
                    "tenant",
                    Types.matching(TENANT, "a tenant's name, at most 256 characters, or *"));
    static final Key<String> MODEL = Key.of("model", EndpointTypes.model());

    static final Key<Long> REQUESTS_PER_MINUTE =
            Key.of("requests-per-minute", Types.number(1, 10_000_000));
    static final Key<Long> TOKENS_PER_MINUTE =
            Key.of("tokens-per-minute", Types.number(1, 1_000_000_000));
    static final Key<Long> TOKENS_PER_DAY =
            Key.of("tokens-per-day", Types.number(1, 1_000_000_000_000_000L));
    static final Key<Long> CONCURRENT = Key.of("concurrent", Types.number(1, 1_000_000));

    static final Key<Integer> BURST = Key.of("burst", Types.count(1, 1_000_000), "1");
    static final Key<Boolean> SHADOW = Key.of("shadow", Types.flag(), "false");

    /** Keys that limit something. */
    static final List<Key<Long>> DIMENSIONS =
            List.of(REQUESTS_PER_MINUTE, TOKENS_PER_MINUTE, TOKENS_PER_DAY, CONCURRENT);

    /** Keys of each limit. */
    static final List<Key<?>> ALL =
            List.of(
                    ENDPOINT,
                    TENANT_NAME,
                    MODEL,
                    REQUESTS_PER_MINUTE,
                    TOKENS_PER_MINUTE,
                    TOKENS_PER_DAY,
                    CONCURRENT,
                    BURST,
                    SHADOW);

    private LimitKeys() {}
}
