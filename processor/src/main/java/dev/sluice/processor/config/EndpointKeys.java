package dev.sluice.processor.config;

import dev.sluice.v1.OnContextLength;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Every key of an endpoint, below {@code endpoints.<name>}, with its type, range and default. */
final class EndpointKeys {
    /** Sections whose keys are free: names of headers, of models and of request fields. */
    static final String HEADERS = "headers";

    static final String ALIASES = "aliases";
    static final String RANGES = "ranges";
    static final List<String> OPEN = List.of(HEADERS, ALIASES, RANGES);

    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(24);

    static final Key<String> PROFILE = Key.of("profile", text -> text, "openai");
    static final Key<URI> BASE_URL = Key.of("base-url", Types.baseUrl());
    static final Key<String> PATH = Key.of("path", Types.urlPath());
    static final Key<String> MODELS_PATH = Key.of("models-path", Types.urlPath());
    static final Key<Boolean> VERIFY_MODELS = Key.of("verify-models", Types.flag(), "false");

    // A secret's form is its profile's, so that it is read as text here.
    static final Key<String> API_KEY = Key.of("api-key", text -> text);
    static final Key<Path> API_KEY_FILE = Key.of("api-key-file", Types.path());
    static final Key<String> PROJECT_ID = Key.of("project-id", text -> text);
    static final Key<Path> PROJECT_ID_FILE = Key.of("project-id-file", Types.path());
    static final Key<String> AUTH_HEADER = Key.of("auth.header", EndpointTypes.headerName());
    static final Key<String> AUTH_PREFIX = Key.of("auth.prefix", EndpointTypes.word());

    static final Key<List<String>> MODELS =
            Key.ofList("models", Types.list(EndpointTypes.modelPattern()));
    static final Key<Integer> WEIGHT = Key.of("weight", Types.count(1, 1_000), "1");
    static final Key<Integer> ORDER = Key.of("order", Types.count(1, 100), "1");

    static final Key<Duration> CONNECT_TIMEOUT =
            Key.of("connect-timeout", Types.duration(SHORTEST, Duration.ofMinutes(5)), "5s");
    static final Key<Duration> FIRST_BYTE_TIMEOUT =
            Key.of("first-byte-timeout", Types.duration(SHORTEST, LONGEST));
    static final Key<Duration> IDLE_TIMEOUT =
            Key.of("idle-timeout", Types.duration(SHORTEST, LONGEST), "1m");
    static final Key<Duration> TIMEOUT =
            Key.of("timeout", Types.duration(SHORTEST, LONGEST), "10m");
    static final Key<Integer> MAX_RESPONSE_BYTES =
            Key.of("max-response-bytes", Types.arraySize(Sizes.KIB, 32 * Sizes.MIB), "8MiB");

    static final Key<Boolean> HTTP2 = Key.of("http2", Types.flag(), "true");
    static final Key<Path> CA_FILE = Key.of("tls.ca-file", EndpointTypes.certificates());
    static final Key<Path> CLIENT_CERT_FILE =
            Key.of("tls.client-cert-file", EndpointTypes.certificates());
    static final Key<Path> CLIENT_KEY_FILE =
            Key.of("tls.client-key-file", EndpointTypes.privateKey());
    static final Key<Boolean> TLS_VERIFY = Key.of("tls.verify", Types.flag(), "true");
    static final Key<ProxyConfig> PROXY = Key.of("proxy", EndpointTypes.proxy());

    static final Key<StreamingConfig.Mode> STREAM =
            Key.of("stream", Types.option(StreamingConfig.Mode.class));
    static final Key<Boolean> STREAM_USAGE = Key.of("stream-usage", Types.flag());
    static final Key<String> IDEMPOTENCY_HEADER =
            Key.of("idempotency-header", EndpointTypes.freeHeaderName());
    static final Key<OnContextLength> ON_CONTEXT_LENGTH =
            Key.of(
                    "on-context-length",
                    Types.option(OnContextLength.class),
                    Types.text(OnContextLength.FAIL));

    static final Key<Integer> MAX_ATTEMPTS =
            Key.of("retry.max-attempts", Types.count(1, 1_000), "20");
    static final Key<Duration> MAX_DELAY =
            Key.of(
                    "retry.max-delay",
                    Types.duration(Duration.ofMillis(100), Duration.ofHours(1)),
                    "8s");
    static final Key<Integer> FAILURE_RATE =
            Key.of("breaker.failure-rate", Types.count(1, 100), "50");
    static final Key<Integer> MINIMUM_CALLS =
            Key.of("breaker.minimum-calls", Types.count(1, 10_000), "20");
    static final Key<Integer> WINDOW_CALLS =
            Key.of("breaker.window-calls", Types.count(1, 10_000), "100");
    static final Key<Duration> OPEN_TIME =
            Key.of("breaker.open-time", Types.duration(SHORTEST, Duration.ofHours(1)), "10s");

    static final Key<Boolean> RATE_LIMIT_HEADERS =
            Key.of("rate-limit-headers", Types.flag(), "true");

    /** As many as {@code dispatch.max-in-flight} may be. */
    private static final int MOST_CALLS = 100_000;

    static final Key<Integer> ADAPTIVE_MAX =
            Key.of("adaptive-concurrency.max", Types.count(1, MOST_CALLS));
    static final Key<Integer> ADAPTIVE_MIN =
            Key.of("adaptive-concurrency.min", Types.count(1, MOST_CALLS), "1");
    static final Key<Integer> ADAPTIVE_INITIAL =
            Key.of("adaptive-concurrency.initial", Types.count(1, MOST_CALLS), "10");
    static final Key<Double> ADAPTIVE_LATENCY_FACTOR =
            Key.of("adaptive-concurrency.latency-factor", Types.decimal(1.1, 100));

    /** Keys that hold a secret which goes into a header; each has a twin with {@code -file} behind its name. */
    static final List<String> CREDENTIALS = List.of(API_KEY.name(), PROJECT_ID.name());

    /** Keys of each endpoint. */
    static final List<Key<?>> ALL =
            List.of(
                    PROFILE,
                    BASE_URL,
                    PATH,
                    MODELS_PATH,
                    VERIFY_MODELS,
                    API_KEY,
                    API_KEY_FILE,
                    PROJECT_ID,
                    PROJECT_ID_FILE,
                    AUTH_HEADER,
                    AUTH_PREFIX,
                    MODELS,
                    WEIGHT,
                    ORDER,
                    CONNECT_TIMEOUT,
                    FIRST_BYTE_TIMEOUT,
                    IDLE_TIMEOUT,
                    TIMEOUT,
                    MAX_RESPONSE_BYTES,
                    HTTP2,
                    CA_FILE,
                    CLIENT_CERT_FILE,
                    CLIENT_KEY_FILE,
                    TLS_VERIFY,
                    PROXY,
                    STREAM,
                    STREAM_USAGE,
                    IDEMPOTENCY_HEADER,
                    ON_CONTEXT_LENGTH,
                    MAX_ATTEMPTS,
                    MAX_DELAY,
                    FAILURE_RATE,
                    MINIMUM_CALLS,
                    WINDOW_CALLS,
                    OPEN_TIME,
                    RATE_LIMIT_HEADERS,
                    ADAPTIVE_MAX,
                    ADAPTIVE_MIN,
                    ADAPTIVE_INITIAL,
                    ADAPTIVE_LATENCY_FACTOR);

    private EndpointKeys() {}
}
