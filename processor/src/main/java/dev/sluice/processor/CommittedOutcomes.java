package dev.sluice.processor;

import dev.sluice.processor.flow.TransactionListener;
import dev.sluice.processor.metrics.Meters;
import dev.sluice.processor.metrics.Use;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.OutcomeFacts;
import dev.sluice.processor.outcome.OutcomeListener;
import dev.sluice.processor.usage.Account;
import dev.sluice.processor.usage.Bill;
import dev.sluice.processor.usage.Count;
import dev.sluice.processor.usage.Tally;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Waited;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures outcomes when readers can see them, so that what is counted is what is on the topics. Until then each stream thread
 * keeps its own.
 */
final class CommittedOutcomes implements OutcomeListener, TransactionListener {
    /** What is kept of an outcome until then: not its bytes, which may be many. */
    private record Forwarded(Outcome.Kind kind, Bill bill, OutcomeFacts facts) {}

    private final Meters meters;
    private final InstantSource clock;
    private final ThreadLocal<List<Forwarded>> forwarded = ThreadLocal.withInitial(ArrayList::new);

    CommittedOutcomes(Meters meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
        meters.outcomes()
                .reasons(Arrays.stream(FailureReason.values()).map(FailureReason::name).toList());
    }

    @Override
    public void forwarded(Outcome outcome) {
        forwarded.get().add(new Forwarded(outcome.kind(), outcome.bill(), outcome.facts()));
    }

    @Override
    public void committed() {
        List<Forwarded> outcomes = forwarded.get();
        if (!outcomes.isEmpty()) {
            Instant now = clock.instant();
            outcomes.forEach(outcome -> measure(outcome, now));
            outcomes.clear();
        }
    }

    @Override
    public void aborted() {
        forwarded.get().clear();
    }

    private void measure(Forwarded outcome, Instant now) {
        OutcomeFacts facts = outcome.facts();
        if (outcome.kind() == Outcome.Kind.COMPLETION) {
            meters.outcomes().completed(Duration.between(facts.answeredAt().orElse(now), now));
        } else {
            meters.outcomes().failed(facts.reason().orElse(FailureReason.UNKNOWN).name());
        }
        facts.takenInAt().ifPresent(at -> meters.outcomes().ended(Duration.between(at, now)));
        for (Waited waited : facts.waited()) {
            meters.outcomes()
                    .waited(kind(waited.getScope()), waited.getDimension(), waited.getDurationMs());
        }
        outcome.bill().lines().forEach(this::measure);
    }

    private void measure(Bill.Line line) {
        Account account = line.account();
        meters.use().add(account.tenant(), account.model(), account.endpoint(), use(line.tally()));
        long unpriced = line.tally().get(Count.UNPRICED_REQUESTS);
        if (unpriced > 0) {
            meters.calls().of(account.endpoint()).unpriced(unpriced);
        }
    }

    private static Use use(Tally tally) {
        return new Use(
                tally.get(Count.REQUESTS),
                tally.get(Count.FAILED_REQUESTS),
                new Use.Tokens(
                        tally.get(Count.PROMPT_TOKENS),
                        tally.get(Count.CACHED_TOKENS),
                        tally.get(Count.COMPLETION_TOKENS),
                        tally.get(Count.REASONING_TOKENS)),
                tally.costs());
    }

    /** What stands before the name of a scope, which may be a tenant's: {@code tenant:acme}, {@code instance}. */
    private static String kind(String scope) {
        int name = scope.indexOf(':');
        return name < 0 ? scope : scope.substring(0, name);
    }
}
