package dev.sluice.processor.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * TLS towards an endpoint whose address begins with https.
 *
 * @param caFile certificates of the authorities to trust, in PEM, in place of those that the JVM trusts
 * @param identity what we show the endpoint
 * @param verify whether the endpoint must show a certificate that is trusted and of its name; only ever false for a trial
 */
public record TlsConfig(Optional<Path> caFile, Optional<Identity> identity, boolean verify) {
    /**
     * A client certificate.
     *
     * @param certificate the certificate and those between it and its authority, in PEM
     * @param key its private key, in PEM, not encrypted
     */
    public record Identity(Path certificate, Path key) {}
}
