package dev.sluice.processor.support;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A proxy's side of one SOCKS 5 connection (RFC 1928, RFC 1929). */
final class SocksTalk {
    private static final byte VERSION = 5;
    private static final byte LOGIN_VERSION = 1;
    private static final byte NO_LOGIN = 0;
    private static final byte BY_PASSWORD = 2;
    private static final byte NO_METHOD = (byte) 0xff;
    private static final byte GRANTED = 0;
    private static final byte REFUSED = 1;
    private static final byte IPV4 = 1;
    private static final byte NAME = 3;

    /** With the address and port that it was connected from, which nobody reads. */
    private static final byte[] CONNECTED = {VERSION, GRANTED, 0, 1, 0, 0, 0, 0, 0, 0};

    private final NetSocket socket;
    private final boolean login;
    private final Function<String, Future<NetSocket>> tunnels;
    private final RecordParser parser = RecordParser.newFixed(2);

    /**
     * Begins to listen.
     *
     * @param login whether the client has to log in
     * @param tunnels opens a connection to a host and port
     */
    SocksTalk(NetSocket socket, boolean login, Function<String, Future<NetSocket>> tunnels) {
        this.socket = socket;
        this.login = login;
        this.tunnels = tunnels;
        parser.handler(greeting -> next(greeting.getUnsignedByte(1), this::method));
        socket.handler(parser);
    }

    private void next(int bytes, Handler<Buffer> handler) {
        parser.fixedSizeMode(bytes);
        parser.handler(handler);
    }

    private void method(Buffer offered) {
        byte wanted = login ? BY_PASSWORD : NO_LOGIN;
        for (byte method : offered.getBytes()) {
            if (method == wanted) {
                answer(VERSION, wanted);
                if (login) {
                    next(2, head -> next(head.getUnsignedByte(1) + 1, this::user));
                } else {
                    awaitTarget();
                }
                return;
            }
        }
        answer(VERSION, NO_METHOD);
        socket.close();
    }

    /** The last byte is the password's length. */
    private void user(Buffer buffer) {
        int end = buffer.length() - 1;
        String user = buffer.getString(0, end);
        next(buffer.getUnsignedByte(end), password -> password(user, password.toString()));
    }

    private void password(String user, String password) {
        if (user.equals(TestProxy.USER) && password.equals(TestProxy.PASSWORD)) {
            answer(LOGIN_VERSION, GRANTED);
            awaitTarget();
        } else {
            answer(LOGIN_VERSION, REFUSED);
            socket.close();
        }
    }

    private void awaitTarget() {
        next(4, head -> target(head.getByte(3)));
    }

    private void target(byte kind) {
        switch (kind) {
            case NAME ->
                    next(
                            1,
                            head -> {
                                int length = head.getUnsignedByte(0);
                                next(length + 2, name -> connect(name.getString(0, length), name));
                            });
            case IPV4 ->
                    next(
                            6,
                            address ->
                                    connect(
                                            IntStream.range(0, 4)
                                                    .map(address::getUnsignedByte)
                                                    .mapToObj(Integer::toString)
                                                    .collect(Collectors.joining(".")),
                                            address));
            default -> socket.close();
        }
    }

    /** The port stands behind the host. */
    private void connect(String host, Buffer hostAndPort) {
        socket.pause();
        tunnels.apply(host + ":" + hostAndPort.getUnsignedShort(hostAndPort.length() - 2))
                .onSuccess(
                        server -> {
                            socket.write(Buffer.buffer(CONNECTED));
                            TestProxy.join(socket, server);
                        });
    }

    private void answer(byte first, byte second) {
        socket.write(Buffer.buffer().appendByte(first).appendByte(second));
    }
}
