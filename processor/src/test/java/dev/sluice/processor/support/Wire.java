package dev.sluice.processor.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The server's end of one connection, on which a script writes what it likes. */
public final class Wire implements AutoCloseable {
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final Socket socket;
    private final InputStream in;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * Reads one request with a {@code Content-Length}.
     *
     * @return head and body as text; nothing where the client has gone away instead
     */
    Optional<String> request() throws IOException {
        socket.setSoTimeout(0);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        String head = "";
        while (!head.endsWith(END_OF_HEAD)) {
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            read.write(next);
            if (next == '\n') {
                head = read.toString(StandardCharsets.ISO_8859_1);
            }
        }
        byte[] body = in.readNBytes(contentLength(head));
        return Optional.of(head + new String(body, StandardCharsets.UTF_8));
    }

    private static int contentLength(String head) {
        return head.lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith("content-length:"))
                .map(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    /** Sends these characters, none of them beyond ISO 8859-1, as one byte each. */
    public Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends these bytes. */
    public Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Waits until the client has closed its end, and takes what it still sends. */
    public void awaitGone() throws IOException {
        socket.setSoTimeout(0);
        while (in.read() >= 0) {
            // Only the end matters.
        }
    }

    /** Waits for a time. Whether the client has closed its end within it. */
    public boolean isGoneWithin(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException stillThere) {
            return false;
        }
    }

    /** Ends the connection with a TCP RST, because closing with a linger time of zero does that. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    /** Ends the connection in the usual way. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
