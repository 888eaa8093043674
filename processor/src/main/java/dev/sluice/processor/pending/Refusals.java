package dev.sluice.processor.pending;

import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.OutcomeListener;
import dev.sluice.processor.usage.Postings;
import dev.sluice.processor.usage.UsageStage;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Ends requests before the window. Confined to a stream thread. */
public final class Refusals {
    private final ProcessorContext<byte[], Object> context;
    private final OutcomeListener listener;
    private final boolean usage;
    private final Postings postings = new Postings();

    /**
     * @param context of the node that refuses
     * @param listener hears of outcomes
     * @param usage whether it is passed on what outcomes add to usage
     */
    public Refusals(
            ProcessorContext<byte[], Object> context, OutcomeListener listener, boolean usage) {
        this.context = context;
        this.listener = listener;
        this.usage = usage;
    }

    /** Forwards a request's outcome in place of the request, with the same key and headers. */
    public void refuse(Record<byte[], ?> request, Outcome outcome, Instant now) {
        context.forward(
                request.<Object>withValue(outcome.value()).withTimestamp(now.toEpochMilli()),
                outcome.kind().sink());
        listener.forwarded(outcome);
        if (usage) {
            postings.add(outcome.bill(), now);
            postings.post(now, delta -> context.forward(delta, UsageStage.DELTAS));
        }
    }
}
