package dev.sluice.standalone.bench;

import dev.sluice.localstack.Folders;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import dev.sluice.localstack.process.ChildJvm;
import dev.sluice.localstack.process.ChildJvmSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The simulated endpoint in a process of its own, so that its work is in nobody's account.
 *
 * @param process the process
 * @param url its base address
 */
record EndpointProcess(ChildJvm process, URI url) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Starts it, and returns when it listens. Tokens are counted roughly: a tokenizer would be most of its work. */
    static EndpointProcess start(Path folder, String latency) {
        Folders.create(folder);
        Path port = folder.resolve("port");
        Path log = folder.resolve("process.log");
        ChildJvm process =
                ChildJvm.start(
                        ChildJvmSpec.ofOwnClassPath(
                                SimulatedEndpoint.class,
                                List.of("-Xmx512m"),
                                List.of(
                                        "--port-file",
                                        port.toString(),
                                        "--latency",
                                        latency,
                                        "--usage",
                                        "approximate"),
                                log));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(port)) {
            if (process.awaitEnd(PAUSE) || System.nanoTime() > end) {
                process.close();
                throw new IllegalStateException("The endpoint did not start; its log is " + log);
            }
        }
        try {
            return new EndpointProcess(
                    process, URI.create("http://127.0.0.1:" + Files.readString(port)));
        } catch (IOException e) {
            process.close();
            throw new UncheckedIOException("Cannot read " + port, e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
