package dev.sluice.processor.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Every key of Sluice's own, with its type, range and default: the one table that all of the loader goes by. Those of
 * endpoints are in {@link EndpointKeys}, those of limits in {@link LimitKeys}, those of prices in {@link PriceKeys}, those of totals in {@link UsageKeys}.
 */
final class Keys {
    /** Sections whose keys are Kafka's or the registry client's, and pass on under their own names. */
    static final List<String> PASSED_ON = List.of("kafka", "schema.registry", "streams.properties");

    /** Prefix of everything about endpoints; the next level is the endpoint's name. */
    static final String ENDPOINTS = "endpoints";

    /** Prefix of everything about limits; the next level is the limit's name. */
    static final String LIMITS = "limits";

    /** Prefix of everything about prices; the next level is the price's name. */
    static final String PRICES = "prices";

    /** Sections whose next level is a name that is free. */
    static final List<Named> NAMED =
            List.of(
                    new Named(ENDPOINTS, EndpointKeys.ALL),
                    new Named(LIMITS, LimitKeys.ALL),
                    new Named(PRICES, PriceKeys.ALL));

    static final Key<String> APPLICATION_ID =
            Key.of("application-id", Types.applicationId(), "sluice");

    static final Key<String> REQUESTS = Key.of("topics.requests", Types.topic(), "chat.requests");
    static final Key<String> COMPLETIONS =
            Key.of("topics.completions", Types.topic(), "chat.completions");
    static final Key<String> FAILURES = Key.of("topics.failures", Types.topic(), "chat.failures");
    static final Key<String> CHUNKS = Key.of("topics.chunks", Types.topic(), "chat.chunks");
    static final Key<String> USAGE = Key.of("topics.usage", Types.topic(), "chat.usage");
    static final Key<String> LIMIT_SETTINGS = Key.of("topics.limits", Types.topic(), "chat.limits");
    static final Key<Boolean> CREATE = Key.of("topics.create", Types.flag(), "false");
    static final Key<Integer> PARTITIONS = Key.of("topics.partitions", Types.count(1, 10_000), "6");
    static final Key<Integer> REPLICATION =
            Key.of("topics.replication", Types.count(1, 1_000), "1");

    static final Key<Integer> MAX_REQUEST_BYTES =
            Key.of(
                    "admission.max-request-bytes",
                    Types.arraySize(Sizes.KIB, 32 * Sizes.MIB),
                    "1MiB");
    static final Key<AdmissionConfig.Duplicates> DUPLICATES =
            Key.of(
                    "admission.duplicates",
                    Types.option(AdmissionConfig.Duplicates.class),
                    "reject");
    static final Key<Duration> DUPLICATE_WINDOW =
            Key.of(
                    "admission.duplicate-window",
                    Types.duration(Duration.ofMinutes(1), Duration.ofDays(30)),
                    "24h");

    static final Key<Integer> WINDOW_RECORDS =
            Key.of("pending.window-records", Types.count(1, 1_000_000), "1000");
    static final Key<Long> WINDOW_BYTES =
            Key.of("pending.window-bytes", Types.size(Sizes.MIB, Sizes.TIB), "64MiB");
    static final Key<Integer> PARKED_RECORDS =
            Key.of("pending.parked-records", Types.count(0, 10_000_000), "100000");
    static final Key<Long> PARKED_BYTES =
            Key.of("pending.parked-bytes", Types.size(Sizes.MIB, Sizes.TIB), "256MiB");

    static final Key<Integer> MAX_IN_FLIGHT =
            Key.of("dispatch.max-in-flight", Types.count(1, 100_000), "256");
    static final Key<Integer> EVENT_LOOPS =
            Key.of(
                    "dispatch.event-loops",
                    Types.count(1, 1_024),
                    String.valueOf(Runtime.getRuntime().availableProcessors()));

    /** With what a stop takes after that it fits into the 30 s that Kubernetes gives by default. */
    static final Key<Duration> DRAIN_TIMEOUT =
            Key.of(
                    "dispatch.drain-timeout",
                    Types.duration(Duration.ZERO, Duration.ofHours(1)),
                    "20s");

    static final Key<SchedulingConfig.Ordering> ORDERING =
            Key.of("scheduling.ordering", Types.option(SchedulingConfig.Ordering.class), "none");

    static final Key<Boolean> SHARE_LIMITS =
            Key.of("scheduling.share-limits", Types.flag(), "true");

    /** Tenants' weights; the next level is the tenant's name. */
    static final String WEIGHTS = "scheduling.weights";

    static final Key<Integer> THREADS = Key.of("streams.threads", Types.count(1, 256), "1");
    static final Key<Duration> COMMIT_INTERVAL =
            Key.of(
                    "streams.commit-interval",
                    Types.duration(Duration.ofMillis(5), Duration.ofSeconds(1)),
                    "30ms");
    static final Key<Duration> SESSION_TIMEOUT =
            Key.of(
                    "streams.session-timeout",
                    Types.duration(Duration.ofSeconds(6), Duration.ofMinutes(5)),
                    "6s");
    static final Key<Duration> TRANSACTION_TIMEOUT =
            Key.of(
                    "streams.transaction-timeout",
                    Types.duration(Duration.ofSeconds(1), Duration.ofMinutes(15)),
                    "5s");
    static final Key<String> INSTANCE_ID = Key.of("streams.instance-id", Types.applicationId());
    static final Key<Path> STATE_DIR =
            Key.of(
                    "streams.state-dir",
                    Types.path(),
                    Path.of(System.getProperty("java.io.tmpdir"), "sluice").toString());

    static final Key<Integer> ADMIN_PORT =
            Key.of("admin.port", Types.count(AdminConfig.OFF, 65_535), "0");
    static final Key<String> ADMIN_HOST = Key.of("admin.host", Types.host(), "127.0.0.1");
    static final Key<Secret> ADMIN_TOKEN = Key.of("admin.token", SecretForm.TOKEN::secret);
    static final Key<String> ADMIN_ADVERTISED = Key.of("admin.advertised", Types.address());

    static final Key<Integer> METRICS_TENANTS =
            Key.of("metrics.tenants", Types.count(0, 10_000), "50");
    static final Key<Integer> METRICS_MODELS =
            Key.of("metrics.models", Types.count(0, 10_000), "50");

    static final Key<LoggingConfig.Format> LOGGING_FORMAT =
            Key.of("logging.format", Types.option(LoggingConfig.Format.class), "text");
    static final Key<LoggingConfig.Level> LOGGING_LEVEL =
            Key.of("logging.level", Types.option(LoggingConfig.Level.class), "info");
    static final Key<LoggingConfig.Level> LOGGING_KAFKA_LEVEL =
            Key.of("logging.kafka-level", Types.option(LoggingConfig.Level.class), "warn");

    private static final List<Key<?>> OWN =
            List.of(
                    APPLICATION_ID,
                    REQUESTS,
                    COMPLETIONS,
                    FAILURES,
                    CHUNKS,
                    USAGE,
                    LIMIT_SETTINGS,
                    CREATE,
                    PARTITIONS,
                    REPLICATION,
                    MAX_REQUEST_BYTES,
                    DUPLICATES,
                    DUPLICATE_WINDOW,
                    WINDOW_RECORDS,
                    WINDOW_BYTES,
                    PARKED_RECORDS,
                    PARKED_BYTES,
                    MAX_IN_FLIGHT,
                    EVENT_LOOPS,
                    DRAIN_TIMEOUT,
                    ORDERING,
                    SHARE_LIMITS,
                    THREADS,
                    COMMIT_INTERVAL,
                    SESSION_TIMEOUT,
                    TRANSACTION_TIMEOUT,
                    INSTANCE_ID,
                    STATE_DIR,
                    ADMIN_PORT,
                    ADMIN_HOST,
                    ADMIN_TOKEN,
                    ADMIN_ADVERTISED,
                    METRICS_TENANTS,
                    METRICS_MODELS,
                    LOGGING_FORMAT,
                    LOGGING_LEVEL,
                    LOGGING_KAFKA_LEVEL);

    /** Keys that stand in one place. */
    static final List<Key<?>> FIXED = Stream.concat(OWN.stream(), UsageKeys.ALL.stream()).toList();

    /**
     * A section whose next level is a name that is free.
     *
     * @param section its name
     * @param keys what may stand below each name
     */
    record Named(String section, List<Key<?>> keys) {
        /** Full names of the keys below a name. */
        Stream<String> below(String name) {
            return keys.stream().map(key -> key.under(section + "." + name).name());
        }
    }

    private Keys() {}

    /**
     * Full names of all keys that are known beforehand.
     *
     * @param named names that there are in a section whose next level is free
     */
    static List<String> names(Function<String, ? extends Collection<String>> named) {
        List<String> names = new ArrayList<>();
        FIXED.forEach(key -> names.add(key.name()));
        for (Named section : NAMED) {
            named.apply(section.section()).stream().flatMap(section::below).forEach(names::add);
        }
        return names;
    }

    /** Full names of all sections whose keys are not known beforehand, with those of these endpoints. */
    static List<String> open(Iterable<String> endpoints) {
        List<String> sections = new ArrayList<>(PASSED_ON);
        sections.add(WEIGHTS);
        for (String endpoint : endpoints) {
            EndpointKeys.OPEN.forEach(
                    section -> sections.add(String.join(".", ENDPOINTS, endpoint, section)));
        }
        return sections;
    }
}
