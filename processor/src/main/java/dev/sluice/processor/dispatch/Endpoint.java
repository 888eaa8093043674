package dev.sluice.processor.dispatch;

import dev.sluice.processor.config.Credential;
import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.config.Secret;
import dev.sluice.processor.config.SecretFile;
import dev.sluice.processor.config.SecretSource;
import dev.sluice.processor.openai.SecretMask;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * An endpoint, as calls need it. Nothing of it comes from a request.
 *
 * @param config its configuration
 * @param host host name or address
 * @param port TCP port
 * @param tls whether the connection is encrypted
 * @param path path of chat completions on the server
 * @param headers headers of every request, credentials included
 * @param mask takes the credentials out of what the endpoint says
 */
record Endpoint(
        EndpointConfig config,
        String host,
        int port,
        boolean tls,
        String path,
        Map<String, String> headers,
        SecretMask mask) {

    static Endpoint of(EndpointConfig config) {
        URI base = config.baseUrl();
        boolean tls = "https".equalsIgnoreCase(base.getScheme());
        int port = base.getPort() >= 0 ? base.getPort() : tls ? 443 : 80;
        String prefix = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
        return new Endpoint(
                config,
                base.getHost(),
                port,
                tls,
                prefix + config.path(),
                headers(config),
                new SecretMask(config.credentials().stream().map(c -> secret(c).value()).toList()));
    }

    private static Map<String, String> headers(EndpointConfig config) {
        Map<String, String> headers = new HashMap<>();
        config.headers().forEach((name, value) -> headers.put(name, value.value()));
        for (Credential credential : config.credentials()) {
            headers.put(
                    credential.header(),
                    credential.prefix().map(word -> word + " ").orElse("")
                            + secret(credential).value());
        }
        return headers;
    }

    private static Secret secret(Credential credential) {
        return credential.source() instanceof SecretSource.InFile file
                ? SecretFile.read(file.path(), credential.form())
                : ((SecretSource.Literal) credential.source()).secret();
    }

    String name() {
        return config.name();
    }

    /** Credentials must not leak through a log line. */
    @Override
    public String toString() {
        return config.name();
    }
}
