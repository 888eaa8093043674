package dev.sluice.processor.config;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Shows an endpoint, its profile's values included. */
final class EffectiveEndpoint {
    private final EndpointConfig endpoint;
    private final ConfigTree tree;
    private final String section;

    private EffectiveEndpoint(EndpointConfig endpoint, ConfigTree tree) {
        this.endpoint = endpoint;
        this.tree = tree;
        this.section = Keys.ENDPOINTS + "." + endpoint.name();
    }

    /** Puts an endpoint into the tree. Its profile tells which ranges it has given up. */
    static void put(EndpointConfig endpoint, Optional<Profile> profile, ConfigTree tree) {
        EffectiveEndpoint shown = new EffectiveEndpoint(endpoint, tree);
        shown.address();
        endpoint.credentials().forEach(shown::credential);
        shown.names(EndpointKeys.HEADERS, endpoint.headers(), value -> Secret.MASK);
        shown.routing(endpoint.routing());
        shown.timeouts(endpoint.timeouts());
        shown.connection(endpoint.connection());
        shown.answers();
        shown.ranges(profile);
        shown.failures();
    }

    private void address() {
        put(EndpointKeys.PROFILE, endpoint.profile());
        put(EndpointKeys.BASE_URL, endpoint.baseUrl().toString());
        put(EndpointKeys.PATH, endpoint.path());
        endpoint.modelsPath().ifPresent(path -> put(EndpointKeys.MODELS_PATH, path));
        put(EndpointKeys.VERIFY_MODELS, endpoint.verifyModels());
    }

    private void credential(Credential credential) {
        if (credential.source() instanceof SecretSource.InFile file) {
            put(Key.of(credential.key() + "-file", Types.path()), file.path().toString());
        } else {
            put(Key.of(credential.key(), text -> text), Secret.MASK);
        }
        if (credential.key().equals(EndpointKeys.API_KEY.name())) {
            put(EndpointKeys.AUTH_HEADER, credential.header());
            put(EndpointKeys.AUTH_PREFIX, credential.prefix().orElse(HeadersReader.NONE));
        }
    }

    private void routing(RoutingConfig routing) {
        if (!routing.models().isEmpty()) {
            put(EndpointKeys.MODELS, routing.models());
        }
        names(EndpointKeys.ALIASES, routing.aliases(), model -> model);
        put(EndpointKeys.WEIGHT, routing.weight());
        put(EndpointKeys.ORDER, routing.order());
    }

    private void timeouts(TimeoutConfig timeouts) {
        put(EndpointKeys.CONNECT_TIMEOUT, Durations.format(timeouts.connect()));
        put(EndpointKeys.FIRST_BYTE_TIMEOUT, Durations.format(timeouts.firstByte()));
        put(EndpointKeys.IDLE_TIMEOUT, Durations.format(timeouts.idle()));
        put(EndpointKeys.TIMEOUT, Durations.format(timeouts.total()));
    }

    private void connection(ConnectionConfig connection) {
        put(EndpointKeys.HTTP2, connection.http2());
        TlsConfig tls = connection.tls();
        tls.caFile().ifPresent(file -> put(EndpointKeys.CA_FILE, file.toString()));
        tls.identity()
                .ifPresent(
                        identity -> {
                            put(EndpointKeys.CLIENT_CERT_FILE, identity.certificate().toString());
                            put(EndpointKeys.CLIENT_KEY_FILE, identity.key().toString());
                        });
        put(EndpointKeys.TLS_VERIFY, tls.verify());
        connection
                .proxy()
                .ifPresent(
                        proxy ->
                                put(
                                        EndpointKeys.PROXY,
                                        "%s://%s%s:%d"
                                                .formatted(
                                                        Types.text(proxy.type()),
                                                        proxy.login()
                                                                .map(login -> Secret.MASK + "@")
                                                                .orElse(""),
                                                        proxy.host(),
                                                        proxy.port())));
    }

    private void answers() {
        put(EndpointKeys.MAX_RESPONSE_BYTES, Sizes.format(endpoint.maxResponseBytes()));
        put(EndpointKeys.STREAM, Types.text(endpoint.streaming().mode()));
        put(EndpointKeys.STREAM_USAGE, endpoint.streaming().usage());
        endpoint.idempotencyHeader()
                .ifPresent(header -> put(EndpointKeys.IDEMPOTENCY_HEADER, header));
        put(EndpointKeys.ON_CONTEXT_LENGTH, Types.text(endpoint.onContextLength()));
    }

    private void failures() {
        put(EndpointKeys.MAX_ATTEMPTS, endpoint.retry().maxAttempts());
        put(EndpointKeys.MAX_DELAY, Durations.format(endpoint.retry().maxDelay()));
        put(EndpointKeys.FAILURE_RATE, endpoint.breaker().failureRate());
        put(EndpointKeys.MINIMUM_CALLS, endpoint.breaker().minimumCalls());
        put(EndpointKeys.WINDOW_CALLS, endpoint.breaker().windowCalls());
        put(EndpointKeys.OPEN_TIME, Durations.format(endpoint.breaker().openTime()));
        put(EndpointKeys.RATE_LIMIT_HEADERS, endpoint.rateLimitHeaders());
        endpoint.adaptiveConcurrency().ifPresent(this::adaptive);
    }

    private void adaptive(AdaptiveConcurrencyConfig adaptive) {
        put(EndpointKeys.ADAPTIVE_MAX, adaptive.max());
        put(EndpointKeys.ADAPTIVE_MIN, adaptive.min());
        put(EndpointKeys.ADAPTIVE_INITIAL, adaptive.initial());
        adaptive.latencyFactor()
                .ifPresent(factor -> put(EndpointKeys.ADAPTIVE_LATENCY_FACTOR, factor));
    }

    private void ranges(Optional<Profile> profile) {
        Map<String, String> ranges = new TreeMap<>();
        profile.ifPresent(
                known ->
                        known.ranges()
                                .keySet()
                                .forEach(field -> ranges.put(field.field(), RangesReader.NONE)));
        endpoint.ranges().forEach((field, range) -> ranges.put(field.field(), range.toString()));
        names(EndpointKeys.RANGES, ranges, range -> range);
    }

    private <T> void names(String name, Map<String, T> values, Function<T, String> text) {
        if (!values.isEmpty()) {
            Map<String, String> shown = new TreeMap<>();
            values.forEach((key, value) -> shown.put(key, text.apply(value)));
            tree.putNames(section + "." + name, shown);
        }
    }

    private void put(Key<?> key, Object value) {
        tree.put(key.under(section), value);
    }
}
