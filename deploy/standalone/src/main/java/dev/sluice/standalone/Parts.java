package dev.sluice.standalone;

import java.util.ArrayDeque;
import java.util.Deque;

/** Things that were started, to be closed in the opposite order, each whatever becomes of the others. */
public final class Parts implements AutoCloseable {
    private final Deque<Part> started = new ArrayDeque<>();

    /** Something that has to be closed. */
    @FunctionalInterface
    public interface Part {
        /** Closes it. */
        void close();
    }

    /** Sees to the closing of what was just started. */
    public void add(Part part) {
        started.push(part);
    }

    /** Closes all, even on a thread that is interrupted: what is stopped by a signal is stopped in good order, too. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            closeNext();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void closeNext() {
        if (started.isEmpty()) {
            return;
        }
        Part part = started.pop();
        try {
            part.close();
        } finally {
            closeNext();
        }
    }
}
