package dev.sluice.localstack.broker;

import dev.sluice.localstack.PortFile;
import dev.sluice.localstack.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The broker's two listening sockets, opened before Kafka starts.
 *
 * <p>The quorum must know the controller's port in its configuration. A port that was found free, released and bound again by
 * Kafka may be gone in between; a socket that stays open can't.
 */
final class BrokerSockets implements ServerSocketFactory, AutoCloseable {

    private final ServerSocketChannel client;
    private final ServerSocketChannel controller;

    private BrokerSockets(ServerSocketChannel client, ServerSocketChannel controller) {
        this.client = client;
        this.controller = controller;
    }

    static BrokerSockets open(Path folder, int port) {
        ServerSocketChannel client = new PortFile(folder.resolve("broker.port")).listen(port);
        try {
            return new BrokerSockets(
                    client, new PortFile(folder.resolve("controller.port")).listen(Ports.ANY));
        } catch (RuntimeException e) {
            Utils.closeQuietly(client, "client socket");
            throw e;
        }
    }

    int clientPort() {
        return Ports.of(client);
    }

    int controllerPort() {
        return Ports.of(controller);
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlog, int receiveBuffer)
            throws IOException {
        ServerSocketChannel socket =
                listener.equals(BrokerProperties.CONTROLLER_LISTENER) ? controller : client;
        // A listener that the caller added by a property of their own is Kafka's business.
        if (address.getPort() != Ports.of(socket)) {
            return ServerSocketFactory.INSTANCE.openServerSocket(
                    listener, address, backlog, receiveBuffer);
        }
        socket.configureBlocking(false);
        return socket;
    }

    /** Closes what Kafka did not take over; closing what it has closed already does nothing. */
    @Override
    public void close() {
        Utils.closeQuietly(client, "client socket");
        Utils.closeQuietly(controller, "controller socket");
    }
}
