package dev.sluice.processor.support;

import dev.sluice.localstack.Ports;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;

/** TLS in front of a server that has none, with a certificate that can be replaced. */
public final class TlsDoor implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final NetClient client = vertx.createNetClient();
    private final NetServer door;
    private volatile int target;

    /** Opens the door, which shows this certificate and leads nowhere yet. */
    public TlsDoor(TestIdentity identity) {
        door =
                vertx.createNetServer(
                                new NetServerOptions()
                                        .setSsl(true)
                                        .setKeyCertOptions(pem(identity)))
                        .connectHandler(this::lead)
                        .listen(Ports.ANY, Ports.LOOPBACK)
                        .await();
    }

    /** Where it is. */
    public int port() {
        return door.actualPort();
    }

    /** The port that it leads to. */
    public void leadTo(int port) {
        target = port;
    }

    /** Shows another certificate from now on. */
    public void show(TestIdentity identity) {
        door.updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(pem(identity))).await();
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    private void lead(NetSocket socket) {
        socket.pause();
        client.connect(target, Ports.LOOPBACK)
                .onSuccess(server -> TestProxy.join(socket, server.pause()))
                .onFailure(failure -> socket.close());
    }

    static PemKeyCertOptions pem(TestIdentity identity) {
        return new PemKeyCertOptions()
                .setCertPath(identity.certificate().toString())
                .setKeyPath(identity.key().toString());
    }
}
