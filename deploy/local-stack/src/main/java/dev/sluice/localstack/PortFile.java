package dev.sluice.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The port that a server had on its data folder, so that a restart on the same folder comes back at the same address and whoever
 * noted it down reconnects.
 *
 * @param file holds the number
 */
public record PortFile(Path file) {

    /**
     * Listens on the wanted port, else on the one of last time, else on a free one, and notes it down.
     *
     * @param wanted 1 to 65535, which must be had, or {@link Ports#ANY}
     * @throws UncheckedIOException if the wanted port is taken or the file cannot be written
     */
    public ServerSocketChannel listen(int wanted) {
        try {
            ServerSocketChannel channel =
                    wanted == Ports.ANY ? listenAsBefore() : Ports.listen(wanted);
            Files.writeString(file, Integer.toString(Ports.of(channel)));
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** As {@link #listen}, but the port is given back at once for another process to listen on. */
    public int choose(int wanted) {
        try (ServerSocketChannel channel = listen(wanted)) {
            return Ports.of(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot give back a port", e);
        }
    }

    private ServerSocketChannel listenAsBefore() throws IOException {
        try {
            return Ports.listen(last());
        } catch (IOException taken) {
            return Ports.listen(Ports.ANY);
        }
    }

    private int last() throws IOException {
        if (!Files.exists(file)) {
            return Ports.ANY;
        }
        try {
            return Integer.parseInt(Files.readString(file).strip());
        } catch (NumberFormatException halfWritten) {
            // A kill between creating and filling the file leaves it empty; the port is a
            // convenience, not data.
            return Ports.ANY;
        }
    }
}
