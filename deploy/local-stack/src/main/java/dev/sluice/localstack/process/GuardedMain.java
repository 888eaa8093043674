package dev.sluice.localstack.process;

import dev.sluice.localstack.FolderLock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.Reference;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs another main class, and ends this JVM when standard input ends.
 *
 * <p>The parent holds the other end of the pipe. The system closes it when the parent is gone, be it by a return from main, a
 * crash or {@code kill -9}, so the child needs neither the parent's goodwill nor its pid.
 */
public final class GuardedMain {

    /** How long shutdown hooks may take after the parent is gone, in seconds. */
    private static final long GRACE_SECONDS = 10;

    /** System property: a lock file to hold while the main method runs, once a predecessor has let go of it. */
    public static final String LOCK_PROPERTY = "sluice.guard.lock";

    private GuardedMain() {}

    /**
     * Runs {@code args[0]}'s main method with the other arguments.
     *
     * @throws ReflectiveOperationException if there is no such main method
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        daemon("parent-watch", () -> exitWhenOver(System.in));
        Optional<FolderLock> held =
                Optional.ofNullable(System.getProperty(LOCK_PROPERTY))
                        .map(Path::of)
                        .map(FolderLock::await);
        try {
            Class.forName(args[0])
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            e.printStackTrace();
            System.exit(1);
        } finally {
            Reference.reachabilityFence(held);
        }
    }

    private static void exitWhenOver(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A pipe that can't be read is a parent that can't be watched: the same end.
            System.err.println("Lost the parent: " + e.getMessage());
        }
        daemon("halt", GuardedMain::haltAfterGrace);
        System.exit(0);
    }

    /** A shutdown hook that hangs must not keep an orphan alive. */
    private static void haltAfterGrace() {
        try {
            TimeUnit.SECONDS.sleep(GRACE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
