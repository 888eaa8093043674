package dev.sluice.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** TCP ports of the loopback address. */
public final class Ports {

    /** The only address that the local stack listens on. */
    public static final String LOOPBACK = "127.0.0.1";

    /** Asks for whatever port is free. */
    public static final int ANY = 0;

    private static final byte[] OCTETS = {127, 0, 0, 1};
    private static final int BACKLOG = 1_024;

    private Ports() {}

    /**
     * Listens on a port of the loopback address.
     *
     * @param port 1 to 65535, or {@link #ANY}
     * @throws IOException if the port is taken
     */
    public static ServerSocketChannel listen(int port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(OCTETS), port), BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw new IOException("Port " + port + " of " + LOOPBACK + " is taken", e);
        }
        return channel;
    }

    /** The port that a channel from {@link #listen} got. */
    public static int of(ServerSocketChannel channel) {
        try {
            return ((InetSocketAddress) channel.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new UncheckedIOException("The channel is closed", e);
        }
    }
}
