package dev.sluice.processor.config;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known beforehand of a kind of endpoint: defaults of {@link EndpointConfig}.
 *
 * @param name what the configuration calls it
 * @param baseUrl its address, where every customer has the same
 * @param path path of chat completions
 * @param modelsPath path of the list of models, where there is one
 * @param credentials what it wants to be shown
 * @param models its models, where the list is fixed; empty: they are not known
 * @param ranges documented ranges of request fields
 * @param streaming whether answers come piece by piece
 * @param idempotencyHeader header that makes it do a repeated call once, where one is documented
 */
record Profile(
        String name,
        Optional<URI> baseUrl,
        String path,
        Optional<String> modelsPath,
        List<CredentialRule> credentials,
        List<String> models,
        Map<RangedField, Range> ranges,
        StreamingConfig streaming,
        Optional<String> idempotencyHeader) {

    /**
     * A header that carries a secret.
     *
     * @param key the key of an endpoint that the secret is configured by
     * @param header name of the header
     * @param prefix word before the secret
     * @param required whether calls without it are refused
     * @param form what the secret must look like
     */
    record CredentialRule(
            String key,
            String header,
            Optional<String> prefix,
            boolean required,
            SecretForm form) {}

    Profile {
        credentials = List.copyOf(credentials);
        models = List.copyOf(models);
        ranges = Map.copyOf(ranges);
    }
}
