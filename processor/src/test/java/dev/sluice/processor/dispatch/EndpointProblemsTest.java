package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.localstack.Ports;
import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.support.EndpointConfigs;
import dev.sluice.processor.support.LoggedLines;
import dev.sluice.processor.support.TestIdentity;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which setting is told of what kind of failure. */
class EndpointProblemsTest extends ClientFixture {
    private static final String FAIL = "Calls to the endpoint test fail until this is mended: ";

    private final LoggedLines logged = new LoggedLines(EndpointProblems.class);

    @AfterEach
    void stopListening() {
        logged.close();
    }

    @Test
    void aKeyThatIsRefused() {
        EndpointProblems problems = problems("api-key: topsecret");

        problems.answered(200);
        problems.answered(500);
        problems.answered(401);
        problems.answered(403);
        problems.answered(429);
        assertThat(logged.lines())
                .containsExactly(FAIL + "endpoints.test.api-key: the endpoint refuses it with 401");
        problems.answered(200);
        assertThat(logged.lines()).hasSize(2).last().isEqualTo("Mended: endpoints.test.api-key");
    }

    @Test
    void aKeyOfAFileAndNoKeyAtAll() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "topsecret");

        problems("api-key-file: '" + file + "'").answered(403);
        problems().answered(401);

        assertThat(logged.lines())
                .containsExactly(
                        FAIL + "endpoints.test.api-key-file: the endpoint refuses it with 403",
                        FAIL + "endpoints.test.api-key: the endpoint refuses it with 401");
    }

    @Test
    void anAddressWhereNobodyListens() {
        problems().unconnected(new ConnectException("x"), "Connection refused: localhost:1");

        assertThat(logged.lines())
                .containsExactly(
                        FAIL
                                + "endpoints.test.base-url: no connection to the endpoint: Connection refused: localhost:1");
    }

    @Test
    void aCertificateThatHasExpiredAndOneThatIsNotTrusted() {
        TestIdentity old = TestIdentity.expired(folder.resolve("expired"), Ports.LOOPBACK);
        int expired = serve(tls(old), this::answer);
        int unknown = serve(tls(identity), this::answer);

        for (int port : List.of(expired, unknown)) {
            Throwable failure = catchThrowable(() -> https(port, trusting(old)).send().await());
            problems().unconnected(failure, "why");
        }

        assertThat(logged.lines()).hasSize(2);
        assertThat(logged.lines().get(0))
                .startsWith(
                        FAIL
                                + "endpoints.test.tls.ca-file: the endpoint's certificate has expired and has to be renewed: NotAfter: ");
        assertThat(logged.lines().get(1))
                .isEqualTo(
                        FAIL
                                + "endpoints.test.tls.ca-file: the endpoint's certificate is not trusted: why");
    }

    private static EndpointProblems problems(String... keys) {
        EndpointConfig config = EndpointConfigs.of("http://localhost:1", keys);
        return new EndpointProblems(config, InstantSource.system());
    }
}
