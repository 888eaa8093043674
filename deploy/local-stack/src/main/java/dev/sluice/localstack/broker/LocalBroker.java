package dev.sluice.localstack.broker;

import dev.sluice.localstack.FolderLock;
import dev.sluice.localstack.Folders;
import dev.sluice.localstack.Ports;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A real Kafka broker in this JVM, for as long as it is not closed. Several may run in one JVM, each on its own folder.
 *
 * <p>Transactions, consumer groups and compaction work as on any broker; topics are not created by accident. Records may have
 * up to 32 MiB, session timeouts begin at one second.
 */
public final class LocalBroker implements AutoCloseable {

    private final KraftNode node;
    private final int port;
    private final Runnable afterwards;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalBroker(KraftNode node, int port, Runnable afterwards) {
        this.node = node;
        this.port = port;
        this.afterwards = afterwards;
    }

    /**
     * Starts a broker, and returns when it serves clients.
     *
     * @throws UncheckedIOException if the wanted port is taken
     * @throws IllegalStateException if the folder is in use by another broker
     * @throws org.apache.kafka.common.KafkaException if the folder cannot be formatted or a property is refused
     */
    public static LocalBroker start(BrokerOptions options) {
        return start(options, () -> {});
    }

    /** Starts a broker on a fresh temporary folder that is deleted when the broker is closed. */
    public static LocalBroker temporary() {
        Path folder = Folders.temporary("sluice-broker-");
        return start(BrokerOptions.in(folder), () -> Folders.delete(folder));
    }

    private static LocalBroker start(BrokerOptions options, Runnable afterwards) {
        Path folder = Folders.create(options.folder()).toAbsolutePath();
        FolderLock lock = FolderLock.take(folder);
        try {
            BrokerSockets sockets = BrokerSockets.open(folder, options.port());
            KraftNode node = node(folder.resolve("log"), sockets, options);
            return new LocalBroker(
                    node,
                    sockets.clientPort(),
                    () -> {
                        lock.close();
                        afterwards.run();
                    });
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static KraftNode node(Path logFolder, BrokerSockets sockets, BrokerOptions options) {
        BrokerStorage.prepare(logFolder);
        Map<String, String> properties =
                BrokerProperties.of(
                        logFolder,
                        sockets.clientPort(),
                        sockets.controllerPort(),
                        options.properties());
        try {
            return KraftNode.start(properties, sockets);
        } catch (RuntimeException e) {
            sockets.close();
            throw e;
        }
    }

    /** Where clients connect: {@code host:port}, for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return Ports.LOOPBACK + ":" + port;
    }

    /** The port for clients. */
    public int port() {
        return port;
    }

    /** Shuts the broker down in good order: what was acknowledged is on disk. Closing twice is closing once. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        node.stop();
        afterwards.run();
    }
}
