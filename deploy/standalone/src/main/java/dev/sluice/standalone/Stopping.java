package dev.sluice.standalone;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets a main thread stop in good order when the process is told to end. */
public final class Stopping {
    private Stopping() {}

    /**
     * Runs the task on this thread. On a signal the thread is interrupted, and the virtual machine waits for the task to
     * unwind.
     *
     * @param err is told when it stops that way
     * @return the task's exit code
     * @throws InterruptedException if the task stopped for a signal
     */
    public static int onSignal(PrintWriter err, Task task) throws InterruptedException {
        Thread worker = Thread.currentThread();
        CountDownLatch unwound = new CountDownLatch(1);
        AtomicBoolean done = new AtomicBoolean();
        AtomicBoolean signalled = new AtomicBoolean();
        Thread hook =
                new Thread(
                        () -> {
                            if (done.get()) {
                                return;
                            }
                            signalled.set(true);
                            err.println();
                            err.println("Stopping …");
                            err.flush();
                            worker.interrupt();
                            await(unwound);
                        },
                        "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return task.run();
        } catch (RuntimeException e) {
            if (signalled.get()) {
                // What the interrupt broke off complains in many ways; the signal is why.
                throw interrupted(e);
            }
            throw e;
        } finally {
            done.set(true);
            unwound.countDown();
        }
    }

    /** What may be stopped by an interrupt. */
    @FunctionalInterface
    public interface Task {
        /** Does the work. */
        int run() throws InterruptedException;
    }

    private static InterruptedException interrupted(RuntimeException cause) {
        InterruptedException interrupted = new InterruptedException("Stopped by a signal");
        interrupted.initCause(cause);
        return interrupted;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
