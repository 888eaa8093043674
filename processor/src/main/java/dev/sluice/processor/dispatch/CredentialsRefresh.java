package dev.sluice.processor.dispatch;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads endpoints' secret files again and again, on worker threads. The files are small and few: their content is
 * compared, which a time stamp or a size would not always tell apart.
 */
final class CredentialsRefresh {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private CredentialsRefresh() {}

    /** Begins, and goes on until Vert.x is closed. */
    static void start(Vertx vertx, Collection<Endpoint> endpoints) {
        List<Credentials> changing =
                endpoints.stream()
                        .map(Endpoint::credentials)
                        .filter(Credentials::canChange)
                        .toList();
        if (changing.isEmpty()) {
            return;
        }
        // A file system that hangs must not pile up work.
        AtomicBoolean busy = new AtomicBoolean();
        vertx.setPeriodic(
                INTERVAL.toMillis(),
                id -> {
                    if (busy.compareAndSet(false, true)) {
                        vertx.executeBlocking(
                                        () -> {
                                            changing.forEach(Credentials::refresh);
                                            return true;
                                        })
                                .onComplete(done -> busy.set(false));
                    }
                });
    }
}
