package dev.sluice.processor;

import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.dispatch.CallCounter;
import dev.sluice.processor.ledger.CallLedger;
import dev.sluice.processor.ledger.KafkaTeller;
import java.util.Optional;

/** Counts calls in the ledger, where usage is added up. */
final class CallCounters implements AutoCloseable {
    private final Optional<CallLedger> ledger;

    private CallCounters(Optional<CallLedger> ledger) {
        this.ledger = ledger;
    }

    /**
     * Opens the ledger.
     *
     * @param usageDeltas the topic over which it is told what was sent
     */
    static CallCounters open(SluiceConfig config, Optional<String> usageDeltas) {
        return new CallCounters(
                usageDeltas.map(
                        topic -> CallLedger.open(config, new KafkaTeller(config.kafka(), topic))));
    }

    /** Counts the calls to an endpoint. */
    CallCounter of(String endpoint) {
        return ledger.<CallCounter>map(kept -> counting(kept, endpoint)).orElse(CallCounter.NONE);
    }

    private static CallCounter counting(CallLedger ledger, String endpoint) {
        Optional<String> run = Optional.of(ledger.run());
        return () -> {
            ledger.count(endpoint);
            return run;
        };
    }

    /** To be called when no call is sent any more. */
    @Override
    public void close() {
        ledger.ifPresent(CallLedger::close);
    }
}
