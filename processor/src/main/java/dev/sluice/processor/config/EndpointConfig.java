package dev.sluice.processor.config;

import dev.sluice.v1.OnContextLength;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One OpenAI-compatible endpoint: what its profile says, with what the configuration says in its place.
 *
 * @param name its name: the key under {@code endpoints}; lower-case letters, digits and dashes, at most 63
 * @param profile name of its profile
 * @param baseUrl scheme, host and port, perhaps a path before {@code path}; http or https, no slash at its end
 * @param path path of chat completions, begins with a slash
 * @param modelsPath path of the list of models, begins with a slash; none where no such list is known
 * @param verifyModels whether to hold the configured models against that list at start
 * @param credentials headers that carry secrets; each header at most once
 * @param headers further headers of every call, by the name as it is sent
 * @param routing which requests it serves
 * @param timeouts how long each step of a call may take
 * @param maxResponseBytes largest body that is taken, in bytes after decompression; 1 KiB to 32 MiB
 * @param connection how it is reached
 * @param streaming whether answers come piece by piece
 * @param idempotencyHeader header that carries a key made of the request's id, so that a repeated call is done once;
 *     none where the endpoint is not known to honour one
 * @param onContextLength what to do when the messages do not fit, where the request leaves it open
 * @param ranges what it takes as values of request fields; a field that is not here is not checked
 * @param retry how often and how late calls are repeated
 * @param breaker when calls are held back because most fail
 * @param rateLimitHeaders whether what it says in headers that remains of its limits holds calls back
 * @param adaptiveConcurrency bounds of a limit on calls at once that follows how it does; none: there is no such limit
 */
public record EndpointConfig(
        String name,
        String profile,
        URI baseUrl,
        String path,
        Optional<String> modelsPath,
        boolean verifyModels,
        List<Credential> credentials,
        Map<String, Secret> headers,
        RoutingConfig routing,
        TimeoutConfig timeouts,
        int maxResponseBytes,
        ConnectionConfig connection,
        StreamingConfig streaming,
        Optional<String> idempotencyHeader,
        OnContextLength onContextLength,
        Map<RangedField, Range> ranges,
        RetryConfig retry,
        BreakerConfig breaker,
        boolean rateLimitHeaders,
        Optional<AdaptiveConcurrencyConfig> adaptiveConcurrency) {
    /** Keeps its own copies of the collections. */
    public EndpointConfig {
        credentials = List.copyOf(credentials);
        headers = Map.copyOf(headers);
        ranges = Map.copyOf(ranges);
    }
}
