package dev.sluice.processor.config;

import java.nio.file.Path;

/** Where a secret comes from. */
public sealed interface SecretSource {
    /**
     * The configuration itself, perhaps through an environment variable.
     *
     * @param secret the secret
     */
    record Literal(Secret secret) implements SecretSource {}

    /**
     * A file that holds nothing but the secret. It is read again when it changes.
     *
     * @param path the file
     */
    record InFile(Path path) implements SecretSource {}
}
