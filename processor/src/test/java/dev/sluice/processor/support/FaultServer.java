package dev.sluice.processor.support;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads HTTP/1.1 requests, and does to each what a script says. */
public final class FaultServer implements AutoCloseable {
    /** Chooses what happens to a request. */
    @FunctionalInterface
    public interface Scripts {
        /**
         * Chooses. Called once for each request, by several threads.
         *
         * @param request head and body
         * @return what to play; a connection that it leaves open is used for the next request
         */
        RawServer.Script of(String request);
    }

    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Scripts scripts;
    private final RawServer server;

    public FaultServer(Scripts scripts) {
        this.scripts = scripts;
        this.server = new RawServer(this::serve);
    }

    /** Where it listens, such as {@code 127.0.0.1:4711}. */
    public String address() {
        return server.address();
    }

    /** Requests whose script has not ended: it waits for the client to go away, or still sends. */
    public int inFlight() {
        return inFlight.get();
    }

    /** What came so far, oldest first: head and body of each request. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void serve(Wire wire) throws IOException {
        while (!wire.isClosed()) {
            Optional<String> request = wire.request();
            if (request.isEmpty()) {
                return;
            }
            requests.add(request.get());
            inFlight.incrementAndGet();
            try {
                scripts.of(request.get()).play(wire);
            } finally {
                inFlight.decrementAndGet();
            }
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
