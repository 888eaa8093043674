package dev.sluice.processor.dispatch;

import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.config.ProxyConfig;
import dev.sluice.processor.config.TlsConfig;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How an endpoint's configuration becomes the options of its clients. */
final class ClientSettings {
    /** Below the idle timeouts of usual load balancers (60 s and more), so that it is this side that closes. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    /** Proxies in front of endpoints add headers; Vert.x takes 8 KiB by default. */
    private static final int MAX_HEADER_BYTES = 32 * 1024;

    /**
     * What may be under way on one stream and on one connection of HTTP/2. With the standard's 64 KiB for a whole
     * connection, answers that share it would wait for each other's round trips.
     */
    private static final int STREAM_WINDOW = 1024 * 1024;

    private static final int CONNECTION_WINDOW = 16 * 1024 * 1024;

    private ClientSettings() {}

    /** The options of a client that talks to this endpoint and to no other. */
    static WebClientOptions options(EndpointConfig endpoint) {
        WebClientOptions options = new WebClientOptions();
        options.setUserAgent("sluice");
        // A redirect would carry the prompt, and the credentials with it, wherever the endpoint
        // says.
        options.setFollowRedirects(false);
        options.setKeepAlive(true);
        options.setKeepAliveTimeout((int) KEEP_ALIVE.toSeconds());
        options.setHttp2KeepAliveTimeout((int) KEEP_ALIVE.toSeconds());
        options.setPipelining(false);
        options.setDecompressionSupported(true);
        options.setMaxHeaderSize(MAX_HEADER_BYTES);
        long connect = endpoint.timeouts().connect().toMillis();
        options.setConnectTimeout((int) connect);
        options.setSslHandshakeTimeout(connect);
        options.setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
        if (isTls(endpoint)) {
            options.setSsl(true);
            trust(options, endpoint.connection().tls());
            if (endpoint.connection().http2()) {
                http2(options);
            }
        }
        endpoint.connection()
                .proxy()
                .ifPresent(
                        proxy ->
                                options.setProxyOptions(
                                        proxy(proxy, endpoint.timeouts().connect())));
        return options;
    }

    /**
     * A pool in which no call waits for another one's connection.
     *
     * <p>As many connections are allowed of HTTP/2 as of HTTP/1.1, although one would often do: where the
     * endpoint turns out to speak HTTP/1.1 only, Vert.x hands a new connection to the calls that wait for it one after another, and opens
     * none for them. Idle ones are closed, so that few stay.
     *
     * @param maxCalls calls at once, 1 to 100,000
     */
    static PoolOptions pool(int maxCalls) {
        // Vert.x multiplies the two in an int.
        int http2 = Math.min(maxCalls, Integer.MAX_VALUE / maxCalls);
        return new PoolOptions().setHttp1MaxSize(maxCalls).setHttp2MaxSize(http2);
    }

    static boolean isTls(EndpointConfig endpoint) {
        return "https".equals(endpoint.baseUrl().getScheme());
    }

    private static void http2(WebClientOptions options) {
        options.setProtocolVersion(HttpVersion.HTTP_2);
        options.setUseAlpn(true);
        options.setHttp2ConnectionWindowSize(CONNECTION_WINDOW);
        options.setInitialSettings(
                new Http2Settings()
                        .setPushEnabled(false)
                        .setInitialWindowSize(STREAM_WINDOW)
                        .setMaxHeaderListSize(MAX_HEADER_BYTES));
    }

    private static void trust(WebClientOptions options, TlsConfig tls) {
        tls.caFile()
                .ifPresent(
                        file ->
                                options.setTrustOptions(
                                        new PemTrustOptions().addCertPath(file.toString())));
        tls.identity()
                .ifPresent(
                        identity ->
                                options.setKeyCertOptions(
                                        new PemKeyCertOptions()
                                                .setCertPath(identity.certificate().toString())
                                                .setKeyPath(identity.key().toString())));
        options.setTrustAll(!tls.verify());
        options.setVerifyHost(tls.verify());
    }

    private static ProxyOptions proxy(ProxyConfig proxy, Duration connectTimeout) {
        ProxyOptions options =
                new ProxyOptions()
                        .setType(
                                proxy.type() == ProxyConfig.Type.HTTP
                                        ? ProxyType.HTTP
                                        : ProxyType.SOCKS5)
                        .setHost(proxy.host())
                        .setPort(proxy.port())
                        .setConnectTimeout(connectTimeout);
        proxy.login()
                .ifPresent(
                        login ->
                                options.setUsername(login.user().value())
                                        .setPassword(login.password().value()));
        return options;
    }
}
