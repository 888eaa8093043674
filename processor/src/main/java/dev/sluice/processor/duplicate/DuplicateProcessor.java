package dev.sluice.processor.duplicate;

import dev.sluice.processor.outcome.OutcomeListener;
import dev.sluice.processor.pending.Arrival;
import dev.sluice.processor.pending.Refusals;
import dev.sluice.processor.pending.Verdict;
import java.time.InstantSource;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Lets requests pass that are new. One that cannot be read yet passes too: it is looked at again when it can be, by
 * {@link SecondReader}.
 */
final class DuplicateProcessor implements Processor<byte[], Arrival, byte[], Object> {
    private final Function<ProcessorContext<?, ?>, DuplicateCheck> checks;
    private final InstantSource clock;
    private final String next;
    private final OutcomeListener listener;
    private final boolean usage;
    private ProcessorContext<byte[], Object> context;
    private DuplicateCheck check;
    private Refusals refusals;

    DuplicateProcessor(
            Function<ProcessorContext<?, ?>, DuplicateCheck> checks,
            InstantSource clock,
            String next,
            OutcomeListener listener,
            boolean usage) {
        this.checks = checks;
        this.clock = clock;
        this.next = next;
        this.listener = listener;
        this.usage = usage;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
        check = checks.apply(processorContext);
        refusals = new Refusals(processorContext, listener, usage);
    }

    @Override
    public void process(Record<byte[], Arrival> record) {
        Verdict verdict = record.value().verdict();
        if (verdict instanceof Verdict.Ready ready) {
            verdict = check.first(ready);
        }
        if (verdict instanceof Verdict.Refused refused) {
            refusals.refuse(record, refused.outcome(), clock.instant());
        } else if (!(verdict instanceof Verdict.Dropped)) {
            context.forward(record.<Object>withValue(record.value()), next);
        }
    }
}
