package dev.sluice.processor.config;

import java.util.Optional;

/**
 * A header that carries a secret.
 *
 * @param key the key that the secret is configured by, such as {@code api-key}
 * @param header name of the header
 * @param prefix word before the secret, separated by a space, such as {@code Bearer}
 * @param form what the secret must look like
 * @param source where the secret comes from
 */
public record Credential(
        String key, String header, Optional<String> prefix, SecretForm form, SecretSource source) {}
