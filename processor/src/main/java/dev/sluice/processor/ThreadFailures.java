package dev.sluice.processor;

import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a stream whose thread fails: the thread is replaced, and starts over from what was committed. Only where
 * another process took this one's place in the group, by the same {@code streams.instance-id}, does the stream end: a new
 * thread would take the place back, and the two would go on so for ever.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);

    private final Runnable counted;

    /**
     * @param counted counts threads that failed
     */
    ThreadFailures(Runnable counted) {
        this.counted = counted;
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        counted.run();
        if (isReplaced(failure)) {
            LOG.error(
                    "Another instance runs with this one's streams.instance-id, and has taken its place: this one stops working",
                    failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.error("A stream thread failed and is replaced", failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static boolean isReplaced(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FencedInstanceIdException) {
                return true;
            }
        }
        return false;
    }
}
