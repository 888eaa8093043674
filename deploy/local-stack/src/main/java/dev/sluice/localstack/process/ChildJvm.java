package dev.sluice.localstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A JVM started from this one, that ends with it at the latest: see {@link GuardedMain}.
 *
 * <p>It runs on the same Java as this JVM.
 */
public final class ChildJvm implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Process process;

    private ChildJvm(Process process) {
        this.process = process;
    }

    /**
     * Starts it and returns at once.
     *
     * @throws UncheckedIOException if the process cannot be started
     */
    public static ChildJvm start(ChildJvmSpec spec) {
        try {
            return new ChildJvm(
                    new ProcessBuilder(spec.commandLine())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()))
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + spec.mainClass(), e);
        }
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits for its end, at most so long.
     *
     * @return whether it has ended
     */
    public boolean awaitEnd(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a child process", e);
        }
    }

    /**
     * Its exit code.
     *
     * @throws IllegalThreadStateException if it still runs
     */
    public int exitCode() {
        return process.exitValue();
    }

    /** {@code kill -9}: nothing of its own runs any more. Returns when it is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Asks it to end, and kills it after ten seconds. Returns when it is gone. */
    @Override
    public void close() {
        process.destroy();
        if (!awaitEnd(GRACE)) {
            kill();
        }
    }
}
