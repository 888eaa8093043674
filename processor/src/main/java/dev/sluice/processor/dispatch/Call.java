package dev.sluice.processor.dispatch;

import dev.sluice.processor.outcome.Subject;
import dev.sluice.processor.outcome.Waits;
import dev.sluice.processor.route.Routing;
import dev.sluice.processor.route.Target;

/**
 * One call to be made.
 *
 * @param subject the request
 * @param past what was done for it before
 * @param route where the request may go
 * @param target where it goes this time, one of the route's
 * @param probe whether it is to find out if an endpoint works again, at which most calls have failed
 * @param sendBefore when it is too late to send it, in nanoseconds as {@link System#nanoTime} tells them; {@link
 *     #ANY_TIME} where that does not matter
 * @param waits what the request waited for before it
 */
public record Call(
        Subject subject,
        Past past,
        Routing.Route route,
        Target target,
        boolean probe,
        long sendBefore,
        Waits waits) {
    /** Of a call that may be sent at any time. */
    public static final long ANY_TIME = Long.MAX_VALUE;

    /** Prompts must not leak through a log line. */
    @Override
    public String toString() {
        return subject + " to " + target.endpoint();
    }
}
