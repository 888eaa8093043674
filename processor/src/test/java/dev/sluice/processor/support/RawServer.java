package dev.sluice.processor.support;

import dev.sluice.localstack.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that does to its connections what HTTP servers refuse to do. A client that goes away ends the script that
 * is played to it, whatever that was about to do.
 */
public final class RawServer implements AutoCloseable {
    private static final int BACKLOG = 1_000;

    /** What happens on a connection. */
    @FunctionalInterface
    public interface Script {
        /** Plays it. */
        void play(Wire wire) throws IOException;
    }

    private final ServerSocket listener;
    private final Script script;
    private final ExecutorService threads = Executors.newCachedThreadPool(RawServer::daemon);
    private final Set<Wire> open = ConcurrentHashMap.newKeySet();

    /** Listens, and plays this on each connection before it has read a byte; closes it afterwards. */
    public RawServer(Script script) {
        this.script = script;
        try {
            listener = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        return thread;
    }

    /** Where it listens, such as {@code 127.0.0.1:4711}. */
    public String address() {
        return Ports.LOOPBACK + ":" + listener.getLocalPort();
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = listener.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                if (listener.isClosed()) {
                    return;
                }
                throw new UncheckedIOException(e);
            }
        }
    }

    private void serve(Socket socket) {
        try (Wire wire = new Wire(socket)) {
            open.add(wire);
            try {
                script.play(wire);
            } finally {
                open.remove(wire);
            }
        } catch (IOException clientGone) {
            // Most faults make the client break off, and nobody is left to be told.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Wire wire : open) {
                wire.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdown();
    }
}
