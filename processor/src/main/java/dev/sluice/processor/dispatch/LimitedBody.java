package dev.sluice.processor.dispatch;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import org.jspecify.annotations.Nullable;

/** Collects one answer's body, up to a size. */
final class LimitedBody implements BodyCodec<Buffer>, BodyStream<Buffer> {
    private final Exchange exchange;
    private final int maxBytes;
    private final Promise<Buffer> result = Promise.promise();
    private Buffer body = Buffer.buffer();

    /**
     * @param exchange whose answer it is; given up when the body grows too large
     * @param maxBytes largest body that is taken
     */
    LimitedBody(Exchange exchange, int maxBytes) {
        this.exchange = exchange;
        this.maxBytes = maxBytes;
    }

    Exchange exchange() {
        return exchange;
    }

    @Override
    public BodyStream<Buffer> stream() {
        return this;
    }

    @Override
    public Future<Void> write(Buffer chunk) {
        if (result.future().isComplete()) {
            return Future.succeededFuture();
        }
        if (exchange.takes(chunk)) {
            return Future.succeededFuture();
        }
        if (body.length() + chunk.length() > maxBytes) {
            body = Buffer.buffer();
            ResponseTooLargeException tooLarge = new ResponseTooLargeException();
            // First the call ends with its cause: the client reports the reset before this result.
            exchange.giveUp(tooLarge);
            result.tryFail(tooLarge);
            return Future.succeededFuture();
        }
        body.appendBuffer(chunk);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> end() {
        result.tryComplete(body);
        return Future.succeededFuture();
    }

    @Override
    public Future<Buffer> result() {
        return result.future();
    }

    @Override
    public void handle(Throwable failure) {
        result.tryFail(failure);
    }

    @Override
    public WriteStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> handler) {
        return this;
    }

    @Override
    public WriteStream<Buffer> setWriteQueueMaxSize(int maxSize) {
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return false;
    }

    @Override
    public WriteStream<Buffer> drainHandler(@Nullable Handler<Void> handler) {
        return this;
    }
}
