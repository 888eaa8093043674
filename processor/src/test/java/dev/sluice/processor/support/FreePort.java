package dev.sluice.processor.support;

import dev.sluice.localstack.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;

/** A port of the loopback address that nobody listened on a moment ago. */
public final class FreePort {
    private FreePort() {}

    /** Finds one. */
    public static int find() {
        try (ServerSocketChannel channel = Ports.listen(Ports.ANY)) {
            return Ports.of(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
