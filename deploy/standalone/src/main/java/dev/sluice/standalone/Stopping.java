package dev.sluice.standalone;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets a main thread stop in good order when the process is told to end. */
public final class Stopping {
    /** What shells say of a process that a signal ended: 128 and the number of SIGINT. */
    private static final int STOPPED = 130;

    private Stopping() {}

    /**
     * Runs the task on this thread. On a signal the thread is interrupted, and the virtual machine waits for the task to
     * unwind.
     *
     * @param err is told when it stops that way
     * @return the task's exit code, or 130 if a signal stopped it
     * @throws InterruptedException if something else interrupted the task
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
        } catch (InterruptedException | RuntimeException e) {
            if (signalled.get()) {
                // What the interrupt broke off complains in many ways; the signal is why.
                return STOPPED;
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

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
