package dev.sluice.processor.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.regex.Pattern;

/** Looks into PEM files at start, because the client would only report them with the first call. */
final class PemFile {
    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";

    /** PKCS 8, PKCS 1 and SEC 1: what Vert.x reads. */
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN (RSA |EC )?PRIVATE KEY-----");

    private PemFile() {}

    /** The same path, when it holds certificates. */
    static Path certificates(Path file) {
        byte[] bytes = read(file);
        try {
            boolean some =
                    !CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes))
                            .isEmpty();
            if (some && new String(bytes, StandardCharsets.ISO_8859_1).contains(CERTIFICATE)) {
                return file;
            }
        } catch (CertificateException e) {
            throw new IllegalArgumentException("names a file whose certificates are broken", e);
        }
        throw new IllegalArgumentException("names a file that holds no certificate in PEM");
    }

    /** The same path, when it holds a private key. */
    static Path privateKey(Path file) {
        String text = new String(read(file), StandardCharsets.ISO_8859_1);
        if (!PRIVATE_KEY.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "names a file that holds no private key in PEM, or an encrypted one");
        }
        return file;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("names a file that does not exist", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "names a file that cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }
}
