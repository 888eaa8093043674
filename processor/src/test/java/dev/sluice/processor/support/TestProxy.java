package dev.sluice.processor.support;

import dev.sluice.localstack.Ports;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A proxy that opens tunnels to one server, whatever host it is asked for, so that only who asks the proxy to look a name
 * up gets there.
 */
public final class TestProxy implements AutoCloseable {
    /** Who may use it. The password has characters that an address has to escape. */
    public static final String USER = "clerk";

    public static final String PASSWORD = "p@ss/w0rd:x";

    /** Both, as an address has them. */
    public static final String LOGIN = USER + ":p%40ss%2Fw0rd%3Ax@";

    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final int port;
    private final int target;

    private TestProxy(boolean http, boolean login, int target) {
        this.target = target;
        this.port =
                http
                        ? vertx.createHttpServer()
                                .requestHandler(request -> connect(request, login))
                                .listen(Ports.ANY, Ports.LOOPBACK)
                                .await()
                                .actualPort()
                        : vertx.createNetServer()
                                .connectHandler(
                                        socket -> new SocksTalk(socket, login, this::tunnel))
                                .listen(Ports.ANY, Ports.LOOPBACK)
                                .await()
                                .actualPort();
    }

    /**
     * One that takes HTTP's CONNECT.
     *
     * @param login whether it wants a login
     * @param target the port of the server
     */
    public static TestProxy http(boolean login, int target) {
        return new TestProxy(true, login, target);
    }

    /** One that speaks SOCKS 5. Parameters as for {@link #http}. */
    public static TestProxy socks(boolean login, int target) {
        return new TestProxy(false, login, target);
    }

    /** Where it listens, such as {@code 127.0.0.1:4711}. */
    public String address() {
        return Ports.LOOPBACK + ":" + port;
    }

    /** Hosts and ports that tunnels were opened to, oldest first. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void connect(HttpServerRequest request, boolean login) {
        if (!request.method().equals(HttpMethod.CONNECT)) {
            request.response().setStatusCode(405).end();
        } else if (login && !basic().equals(request.getHeader("Proxy-Authorization"))) {
            request.response()
                    .setStatusCode(407)
                    .putHeader("Proxy-Authenticate", "Basic realm=\"test\"")
                    .end();
        } else {
            tunnel(request.uri())
                    .onSuccess(
                            server ->
                                    request.toNetSocket()
                                            .onSuccess(socket -> join(socket, server)));
        }
    }

    private static String basic() {
        byte[] login = (USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(login);
    }

    /** A connection to the server, in place of this host and port. It stands still until it is joined. */
    private Future<NetSocket> tunnel(String hostAndPort) {
        asked.add(hostAndPort);
        return client.connect(target, Ports.LOOPBACK).map(NetSocket::pause);
    }

    /** Passes on what either end sends, until one of them closes. */
    static void join(NetSocket one, NetSocket other) {
        one.handler(other::write).closeHandler(gone -> other.close()).resume();
        other.handler(one::write).closeHandler(gone -> one.close()).resume();
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
