package dev.sluice.processor.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A certificate that signs itself, and its key, in PEM files. Made by the JDK's keytool, so that no key lies in the
 * repository and none expires by itself.
 *
 * @param certificate the certificate; who trusts this file trusts the identity
 * @param key the private key
 */
public record TestIdentity(Path certificate, Path key) {
    private static final char[] PASSWORD = "password".toCharArray();

    /** An identity of this host, an IP address or a name. */
    public static TestIdentity of(Path folder, String host) {
        return create(folder, host, List.of("-validity", "2"));
    }

    /** One that has expired. */
    public static TestIdentity expired(Path folder, String host) {
        return create(folder, host, List.of("-startdate", "-10d", "-validity", "5"));
    }

    private static TestIdentity create(Path folder, String host, List<String> validity) {
        try {
            Files.createDirectories(folder);
            Path store = folder.resolve("store.p12");
            generate(store, host, validity);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream stream = Files.newInputStream(store)) {
                keys.load(stream, PASSWORD);
            }
            return new TestIdentity(
                    pem(
                            folder.resolve("certificate.pem"),
                            "CERTIFICATE",
                            keys.getCertificate("it").getEncoded()),
                    pem(
                            folder.resolve("key.pem"),
                            "PRIVATE KEY",
                            Objects.requireNonNull(keys.getKey("it", PASSWORD)).getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void generate(Path store, String host, List<String> validity)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", "it", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", "password"));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=test"));
        String kind = host.matches("[0-9.]+") ? "ip:" : "dns:";
        command.addAll(List.of("-ext", "san=" + kind + host));
        command.addAll(validity);
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool ended with " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path pem(Path file, String what, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, lines, what));
    }
}
