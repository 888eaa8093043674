package dev.sluice.processor.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.Subject;
import dev.sluice.processor.outcome.Waits;
import dev.sluice.processor.usage.Bill;

/** Failures that a test can tell apart: one of the test's choice for a request that expired, the limit's name for one too large. */
record TestEndings(Outcome expiredOutcome) implements Endings {
    @Override
    public Outcome expired(Subject subject, Past past, Waits waits) {
        return expiredOutcome;
    }

    @Override
    public Outcome tooLarge(Subject subject, Past past, Waits waits, String limit) {
        return new Outcome(Outcome.Kind.FAILURE, limit.getBytes(UTF_8), Bill.NONE);
    }
}
