package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.support.EndpointConfigs;
import dev.sluice.processor.tokens.TokenCounter;
import dev.sluice.v1.FailureReason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitedBodyTest {
    private static final int MAX = 1024;

    private final List<FinishedCall> finished = new ArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private final LimitedBody body = new LimitedBody(exchange(), MAX);

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void collectsWhatComes() {
        var unused = List.of(write(1000), write(0), write(24), body.end());

        assertThat(body.result().result().length()).isEqualTo(MAX);
        assertThat(finished).isEmpty();
    }

    @Test
    void nothingIsAnEmptyBody() {
        var unused = body.end();

        assertThat(body.result().result().length()).isZero();
    }

    @Test
    void endsTheCallAtTheFirstByteTooManyAndTakesNoMore() {
        var unused = List.of(write(1000), write(25), write(25), body.end());

        assertThat(body.result().cause()).isInstanceOf(ResponseTooLargeException.class);
        assertThat(finished).hasSize(1);
        assertThat(((CallResult.Failed) finished.get(0).result()).failure().reason())
                .isEqualTo(FailureReason.RESPONSE_TOO_LARGE);
    }

    @Test
    void aBrokenConnectionIsItsResult() {
        var unused = write(6);
        body.handle(new IOException("broken"));
        body.handle(new IOException("broken again"));

        assertThat(body.result().cause()).hasMessage("broken");
    }

    private Future<Void> write(int bytes) {
        return body.write(Buffer.buffer("x".repeat(bytes)));
    }

    private Exchange exchange() {
        Endpoint endpoint =
                Endpoint.of(EndpointConfigs.of("http://localhost:1", "max-response-bytes: " + MAX));
        return new Exchange(
                endpoint,
                new Classifier(endpoint, new TokenCounter()),
                Calls.first(Calls.hello()),
                vertx,
                () -> Instant.EPOCH,
                Optional.empty(),
                sent -> {},
                finished::add);
    }
}
