package dev.sluice.processor.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * One OpenAI-compatible endpoint.
 *
 * @param name its name: the key under {@code endpoints}
 * @param profile the provider's profile, e.g. {@code openai}
 * @param baseUrl scheme, host and port, perhaps a path before {@code path}; http or https
 * @param path path of chat completions, begins with a slash
 * @param apiKey sent as Bearer token; none: no credentials are sent
 * @param connectTimeout from asking for a connection to having it
 * @param timeout from starting a call to the last byte of its answer
 * @param maxResponseBytes largest body that is taken, in bytes
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
