package dev.sluice.processor.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * One OpenAI-compatible endpoint.
 *
 * @param name its name: the key under {@code endpoints}; lower-case letters, digits and dashes, at most 63
 * @param profile the provider's profile: the key of an {@link EndpointProfile}
 * @param baseUrl scheme, host and port, perhaps a path before {@code path}; http or https, no slash at its end
 * @param path path of chat completions, begins with a slash
 * @param apiKey sent as Bearer token; none: no credentials are sent
 * @param connectTimeout from asking for a connection to having it; 10 ms to 5 min
 * @param timeout from starting a call to the last byte of its answer; 10 ms to 24 h
 * @param maxResponseBytes largest body that is taken, in bytes; 1 KiB to 32 MiB
 */
public record EndpointConfig(
        String name,
        String profile,
        URI baseUrl,
        String path,
        Optional<Secret> apiKey,
        Duration connectTimeout,
        Duration timeout,
        int maxResponseBytes) {}
