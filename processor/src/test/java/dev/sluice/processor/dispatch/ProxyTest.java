package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.Ports;
import dev.sluice.processor.support.EndpointConfigs;
import dev.sluice.processor.support.RawServer;
import dev.sluice.processor.support.TestIdentity;
import dev.sluice.processor.support.TestProxy;
import dev.sluice.processor.support.Wire;
import dev.sluice.v1.BilledTo;
import dev.sluice.v1.FailureReason;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls to an endpoint whose name only the proxy knows. */
class ProxyTest extends ClientFixture {
    private static final String HOST = "endpoint.example";
    private static final String ANSWER =
            "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}";

    private static TestIdentity endpoint;

    @BeforeAll
    static void identify() {
        endpoint = TestIdentity.of(folder.resolve("endpoint"), HOST);
    }

    @Test
    void httpsGoesThroughATunnel() {
        try (TestProxy proxy = TestProxy.http(false, tlsEndpoint())) {
            answered(https("http://" + proxy.address()));

            assertThat(proxy.asked()).containsExactly(HOST + ":443");
        }
    }

    @Test
    void theProxyGetsItsLoginAndTheEndpointDoesNot() {
        try (TestProxy proxy = TestProxy.http(true, tlsEndpoint())) {
            answered(https("http://" + TestProxy.LOGIN + proxy.address()));

            HttpServerRequest request = seen.element();
            assertThat(request.version()).isEqualTo(HttpVersion.HTTP_2);
            assertThat(request.getHeader("Authorization")).isEqualTo("Bearer key");
            assertThat(request.headers().names()).doesNotContain("proxy-authorization");
        }
    }

    @Test
    void socksTakesBothHttpsAndHttp() {
        try (TestProxy proxy = TestProxy.socks(false, tlsEndpoint())) {
            answered(https("socks5://" + proxy.address()));

            assertThat(proxy.asked()).containsExactly(HOST + ":443");
        }
        try (TestProxy proxy = TestProxy.socks(false, plainEndpoint())) {
            answered(http("socks5://" + proxy.address()));

            assertThat(proxy.asked()).containsExactly(HOST + ":80");
        }
    }

    @Test
    void socksTakesALogin() {
        try (TestProxy proxy = TestProxy.socks(true, tlsEndpoint())) {
            answered(https("socks5://" + TestProxy.LOGIN + proxy.address()));
            unreached(https("socks5://" + proxy.address()));
            unreached(https("socks5://clerk:wr0ng@" + proxy.address()));
        }
    }

    @Test
    void aProxyThatIsDownMakesNoConnection() throws IOException {
        String address;
        try (ServerSocketChannel channel = Ports.listen(Ports.ANY)) {
            address = TestProxy.LOGIN + Ports.LOOPBACK + ":" + Ports.of(channel);
        }

        unreached(https("http://" + address));
        unreached(http("http://" + address));
        unreached(https("socks5://" + address));
        unreached(http("socks5://" + address));
    }

    @Test
    void aProxyThatSaysNothingMakesNoConnection() {
        try (RawServer silent = new RawServer(Wire::awaitGone)) {
            unreached(https("http://" + TestProxy.LOGIN + silent.address()));
            unreached(https("socks5://" + TestProxy.LOGIN + silent.address()));
        }
    }

    /** Whatever it says, it says nothing of the endpoint. */
    @Test
    void aProxyThatRefusesATunnelMakesNoConnection() {
        for (String status : new String[] {"407 Who are you", "502 Bad Gateway"}) {
            String answer = "HTTP/1.1 " + status + "\r\nContent-Length: 2\r\n\r\n{}";
            try (RawServer proxy = new RawServer(wire -> wire.send(answer).awaitGone())) {
                unreached(https("http://" + TestProxy.LOGIN + proxy.address()));
            }
        }
    }

    @Test
    void aProxyThatRepeatsTheLoginIsNotQuoted() {
        String answer = "HTTP/1.1 407 Not " + TestProxy.PASSWORD + "\r\nContent-Length: 0\r\n\r\n";
        try (RawServer proxy = new RawServer(wire -> wire.send(answer).awaitGone())) {
            unreached(https("http://" + TestProxy.LOGIN + proxy.address()));
        }
    }

    /** Without a tunnel nobody can tell its answers from the endpoint's. */
    @Test
    void whatAProxyAnswersInPlaceOfAPlainEndpointCounts() {
        assertThat(throughOneThatAnswers(407)).isEqualTo(FailureReason.REJECTED);
        assertThat(throughOneThatAnswers(502)).isEqualTo(FailureReason.SERVER_ERROR);
    }

    private FailureReason throughOneThatAnswers(int status) {
        int proxy =
                serve(
                        new HttpServerOptions(),
                        request -> request.response().setStatusCode(status).end());
        FinishedCall call = http("http://" + TestProxy.LOGIN + Ports.LOOPBACK + ":" + proxy);
        CallResult.Failed failed = TestLane.failed(call);
        assertThat(failed.toString()).doesNotContain(TestProxy.PASSWORD);
        return failed.failure().reason();
    }

    private int tlsEndpoint() {
        return serve(tls(endpoint).setUseAlpn(true), this::good);
    }

    private int plainEndpoint() {
        return serve(new HttpServerOptions(), this::good);
    }

    private void good(HttpServerRequest request) {
        seen.add(request);
        request.response().putHeader("Content-Type", "application/json").end(ANSWER);
    }

    private static FinishedCall https(String proxy) {
        return call("https://" + HOST, proxy, trusting(endpoint));
    }

    private static FinishedCall http(String proxy) {
        return call("http://" + HOST, proxy, "http2: true");
    }

    private static FinishedCall call(String url, String proxy, String key) {
        TestLane lane =
                TestLane.open(
                        vertx,
                        EndpointConfigs.of(
                                url,
                                key,
                                "api-key: key",
                                "proxy: '" + proxy + "'",
                                "connect-timeout: 3s",
                                "timeout: 20s"),
                        CALLS);
        FinishedCall call = lane.call();
        assertThat(lane.inFlight()).isZero();
        return call;
    }

    private static void answered(FinishedCall call) {
        assertThat(call.result()).isInstanceOf(CallResult.Answered.class);
    }

    /** Nothing was sent, and so nothing can have been charged. */
    private static void unreached(FinishedCall call) {
        CallResult.Failed failed = TestLane.failed(call);
        assertThat(failed.failure().reason())
                .as(failed.toString())
                .isEqualTo(FailureReason.CONNECTION);
        assertThat(failed.billedTo()).isEqualTo(BilledTo.NOBODY);
        assertThat(failed.toString()).doesNotContain(TestProxy.PASSWORD, "w0rd", "wr0ng");
    }
}
