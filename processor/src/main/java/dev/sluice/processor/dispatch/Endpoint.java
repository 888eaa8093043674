package dev.sluice.processor.dispatch;

import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.openai.SecretMask;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;

/**
 * An endpoint, as calls need it. Nothing of it comes from a request.
 *
 * @param config its configuration
 * @param host host name or address
 * @param port TCP port
 * @param tls whether the connection is encrypted
 * @param path path of chat completions on the server
 * @param credentials what it is shown
 * @param rateLimits reads what it says of its limits
 * @param counter counts the calls to it
 * @param problems tells what is to be mended
 */
record Endpoint(
        EndpointConfig config,
        String host,
        int port,
        boolean tls,
        String path,
        Credentials credentials,
        RateLimitHeaders rateLimits,
        CallCounter counter,
        EndpointProblems problems) {

    static Endpoint of(EndpointConfig config) {
        return of(config, CallCounter.NONE);
    }

    static Endpoint of(EndpointConfig config, CallCounter counter) {
        URI base = config.baseUrl();
        boolean tls = ClientSettings.isTls(config);
        int port = base.getPort() >= 0 ? base.getPort() : tls ? 443 : 80;
        return new Endpoint(
                config,
                base.getHost(),
                port,
                tls,
                pathPrefix(base) + config.path(),
                new Credentials(config),
                new RateLimitHeaders(config.name(), config.rateLimitHeaders()),
                counter,
                new EndpointProblems(config, InstantSource.system()));
    }

    String name() {
        return config.name();
    }

    /** Headers of a call that is made now, credentials included. */
    Map<String, String> headers() {
        return credentials.headers();
    }

    /** Takes the credentials out of what the endpoint says. */
    SecretMask mask() {
        return credentials.mask();
    }

    /** Path of the list of models, where there is one. */
    String modelsPath() {
        return pathPrefix(config.baseUrl()) + config.modelsPath().orElseThrow();
    }

    private static String pathPrefix(URI base) {
        return base.getRawPath() == null ? "" : base.getRawPath();
    }

    /** Credentials must not leak through a log line. */
    @Override
    public String toString() {
        return config.name();
    }
}
