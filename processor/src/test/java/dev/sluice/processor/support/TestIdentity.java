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
 * A certificate, its key, and the authority that signed it, in PEM files. Made by the JDK's keytool, so that no key lies
 * in the repository and none expires by itself.
 *
 * @param certificate the certificate
 * @param key its private key
 * @param authority the certificate of an authority that exists for this one alone
 */
public record TestIdentity(Path certificate, Path key, Path authority) {
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
            keytool(store, "authority", List.of("-ext", "bc:c", "-startdate", "-30d"));
            List<String> signed = new ArrayList<>(validity);
            String kind = host.matches("[0-9.]+") ? "ip:" : "dns:";
            signed.addAll(List.of("-ext", "san=" + kind + host, "-signer", "authority"));
            keytool(store, "it", signed);
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
                            Objects.requireNonNull(keys.getKey("it", PASSWORD)).getEncoded()),
                    pem(
                            folder.resolve("authority.pem"),
                            "CERTIFICATE",
                            keys.getCertificate("authority").getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(Path store, String alias, List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", alias, "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", "password"));
        command.addAll(
                List.of("-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + alias));
        command.addAll(options);
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
