package dev.sluice.localstack.endpoint;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;

/** What no HTTP server does of its own will, so it goes to the socket below it. */
final class BrokenConnection {

    private static final byte[] HALF_A_HEADER =
            "HTTP/1.1 200 OK\r\ncontent-type: applica".getBytes(StandardCharsets.US_ASCII);

    private final Channel channel;

    BrokenConnection(HttpServerRequest request) {
        // Vert.x's public types offer neither the channel nor a reset; each HTTP/1 connection of
        // version 5 is a ConnectionBase.
        this.channel = ((ConnectionBase) request.connection()).channel();
    }

    /** Ends the connection with a TCP RST, because closing with a linger time of zero does that. */
    void reset() {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    /** Sends the beginning of an answer past the HTTP encoder, and resets once it is on its way. */
    void resetInHeaders() {
        channel.pipeline()
                .firstContext()
                .writeAndFlush(Unpooled.wrappedBuffer(HALF_A_HEADER))
                .addListener(sent -> reset());
    }
}
