package dev.sluice.processor.schedule;

import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.Subject;
import dev.sluice.processor.outcome.Waits;

/** Makes the outcomes of requests that end here, without another call. */
public interface Endings {
    /**
     * The deadline passed while the request waited.
     *
     * @param past what was done for it
     * @param waits what it waited for
     */
    Outcome expired(Subject subject, Past past, Waits waits);

    /**
     * The request needs more tokens than a limit ever grants.
     *
     * @param past what was done for it
     * @param waits what it waited for, with what it was taken to need
     * @param limit the limit's name
     */
    Outcome tooLarge(Subject subject, Past past, Waits waits, String limit);
}
