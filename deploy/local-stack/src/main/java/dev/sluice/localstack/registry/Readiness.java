package dev.sluice.localstack.registry;

import dev.sluice.localstack.process.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Waits until a child process answers its health check.
 *
 * @param child the process
 * @param health answers 200 when it is ready
 * @param log where the process says what went wrong
 */
record Readiness(ChildJvm child, URI health, Path log) {

    private static final Duration BETWEEN = Duration.ofMillis(100);
    private static final Duration PER_CHECK = Duration.ofSeconds(2);

    /**
     * Returns when it is ready.
     *
     * @throws IllegalStateException if it ends, or is not ready in time, in which case it is stopped
     */
    void await(Duration atMost) {
        HttpClient http = HttpClient.newBuilder().connectTimeout(PER_CHECK).build();
        long start = System.nanoTime();
        while (!isReady(http)) {
            if (child.awaitEnd(BETWEEN)) {
                throw new IllegalStateException(
                        "The registry ended with exit code " + child.exitCode() + ", see " + log);
            }
            if (System.nanoTime() - start > atMost.toNanos()) {
                child.close();
                throw new IllegalStateException(
                        "The registry was not ready within " + atMost + ", see " + log);
            }
        }
    }

    private boolean isReady(HttpClient http) {
        HttpRequest request = HttpRequest.newBuilder(health).timeout(PER_CHECK).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            child.close();
            throw new IllegalStateException("Interrupted while waiting for the registry", e);
        }
    }
}
