package dev.sluice.processor.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Reads one endpoint: what is configured, else what its profile says, else the default. */
final class EndpointReader {
    private final String name;
    private final String section;
    private final Profile profile;
    private final Values values;
    private final Problems problems;

    EndpointReader(String name, Profile profile, Values values, Problems problems) {
        this.name = name;
        this.section = Keys.ENDPOINTS + "." + name;
        this.profile = profile;
        this.values = values;
        this.problems = problems;
    }

    /** The endpoint, or nothing where its address is not known. */
    Optional<EndpointConfig> read() {
        Key<URI> address = EndpointKeys.BASE_URL.under(section);
        Optional<URI> baseUrl =
                profile.baseUrl().isPresent()
                        ? values.find(address).or(profile::baseUrl)
                        : values.require(address);
        var modelsPath = find(EndpointKeys.MODELS_PATH).or(profile::modelsPath);
        var secrets = new HeadersReader(section, profile, values, problems);
        var credentials = secrets.credentials();
        var headers = secrets.headers(credentials);
        var connections = new ConnectionReader(section, values, problems);
        // Every key is read before the first can be found missing: all problems are told at once.
        var path = find(EndpointKeys.PATH).orElse(profile.path());
        var verifyModels = get(EndpointKeys.VERIFY_MODELS);
        var routing = new RoutingReader(section, profile, values, problems).read();
        var timeouts = timeouts();
        var maxResponseBytes = get(EndpointKeys.MAX_RESPONSE_BYTES);
        var connection = connections.read(baseUrl);
        var streaming =
                new StreamingConfig(
                        find(EndpointKeys.STREAM).orElse(profile.streaming().mode()),
                        find(EndpointKeys.STREAM_USAGE).orElse(profile.streaming().usage()));
        var idempotency = find(EndpointKeys.IDEMPOTENCY_HEADER).or(profile::idempotencyHeader);
        var onContextLength = get(EndpointKeys.ON_CONTEXT_LENGTH);
        var ranges = new RangesReader(values, problems).read(section, profile.ranges());
        var retry = new RetryConfig(get(EndpointKeys.MAX_ATTEMPTS), get(EndpointKeys.MAX_DELAY));
        var breaker = breaker();
        var rateLimitHeaders = get(EndpointKeys.RATE_LIMIT_HEADERS);
        var adaptive = new AdaptiveConcurrencyReader(section, values, problems).read();
        if (verifyModels && modelsPath.isEmpty()) {
            problems.add(
                    EndpointKeys.VERIFY_MODELS.under(section).name(),
                    "needs models-path: the profile %s knows of no list of models"
                            .formatted(profile.name()));
        }
        return baseUrl.map(
                url ->
                        new EndpointConfig(
                                name,
                                profile.name(),
                                url,
                                path,
                                modelsPath,
                                verifyModels,
                                credentials,
                                headers,
                                routing,
                                timeouts,
                                maxResponseBytes,
                                connection,
                                streaming,
                                idempotency,
                                onContextLength,
                                ranges,
                                retry,
                                breaker,
                                rateLimitHeaders,
                                adaptive));
    }

    private TimeoutConfig timeouts() {
        Duration total = get(EndpointKeys.TIMEOUT);
        Duration firstByte = find(EndpointKeys.FIRST_BYTE_TIMEOUT).orElse(total);
        if (firstByte.compareTo(total) > 0) {
            problems.add(
                    EndpointKeys.FIRST_BYTE_TIMEOUT.under(section).name(),
                    "must not be longer than " + EndpointKeys.TIMEOUT.under(section).name());
        }
        return new TimeoutConfig(
                get(EndpointKeys.CONNECT_TIMEOUT),
                firstByte,
                get(EndpointKeys.IDLE_TIMEOUT),
                total);
    }

    private BreakerConfig breaker() {
        BreakerConfig breaker =
                new BreakerConfig(
                        get(EndpointKeys.FAILURE_RATE),
                        get(EndpointKeys.MINIMUM_CALLS),
                        get(EndpointKeys.WINDOW_CALLS),
                        get(EndpointKeys.OPEN_TIME));
        String minimum = EndpointKeys.MINIMUM_CALLS.under(section).name();
        String window = EndpointKeys.WINDOW_CALLS.under(section).name();
        if (breaker.minimumCalls() > breaker.windowCalls() && problems.noneOf(minimum, window)) {
            problems.add(minimum, "must be at most " + window);
        }
        return breaker;
    }

    private <T> T get(Key<T> key) {
        return values.get(key.under(section));
    }

    private <T> Optional<T> find(Key<T> key) {
        return values.find(key.under(section));
    }
}
