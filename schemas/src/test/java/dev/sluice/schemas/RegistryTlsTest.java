package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS settings reach the connection. */
class RegistryTlsTest {
    private static final String PASSWORD = "changeit";

    @Test
    void aRegistryIsTrustedByTheConfiguredStoreOnly(@TempDir Path folder) throws Exception {
        Path store = selfSigned(folder);
        try (FakeRegistry registry = FakeRegistry.on(server(store))) {
            registry.answer(200, "{\"schema\":\"\\\"string\\\"\"}");
            String url = "https://localhost:" + registry.port();
            Map<String, String> trusting =
                    Map.of(
                            "schema.registry.url",
                            url,
                            "schema.registry.ssl.truststore.location",
                            store.toString(),
                            "schema.registry.ssl.truststore.password",
                            PASSWORD,
                            "schema.registry.ssl.truststore.type",
                            "PKCS12");
            try (Schemas schemas = Schemas.connect(trusting)) {
                assertThat(schemas.fetch(1)).isNotNull();
            }
            try (Schemas schemas = Schemas.connect(Map.of("schema.registry.url", url))) {
                assertThatExceptionOfType(RegistryUnavailableException.class)
                        .isThrownBy(() -> schemas.fetch(1))
                        .withMessageContaining("SSLHandshakeException")
                        .returns(
                                "schema.registry.ssl.truststore.location",
                                RegistryUnavailableException::setting);
            }
        }
    }

    private static Path selfSigned(Path folder) throws Exception {
        Path store = folder.resolve("registry.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process made =
                new ProcessBuilder(
                                keytool.toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-alias",
                                "registry",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start();
        assertThat(made.waitFor()).isZero();
        return store;
    }

    private static HttpsServer server(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(FakeRegistry.loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }
}
