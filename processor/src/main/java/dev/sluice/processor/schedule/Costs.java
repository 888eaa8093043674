package dev.sluice.processor.schedule;

import dev.sluice.processor.dispatch.CallEnd.Spent;
import dev.sluice.processor.route.Target;
import dev.sluice.processor.tokens.Estimate;
import dev.sluice.processor.tokens.Estimator;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.TokenEstimate;
import java.util.Optional;

/** What requests are taken to cost. Where no limit counts tokens, none are. */
final class Costs {
    private final Optional<Estimator> estimator;

    /**
     * @param estimator counts and learns; empty where no limit counts tokens
     */
    Costs(Optional<Estimator> estimator) {
        this.estimator = estimator;
    }

    /** What a request takes of the limits. A first guess is by the model of the first target. */
    Demand demand(Work work) {
        ChatRequest request = work.subject().request();
        Target target = work.route().tiers().get(0).targets().get(0);
        long tokens =
                estimator
                        .map(
                                one ->
                                        one.estimate(
                                                request.getTenant(),
                                                target.model(),
                                                request,
                                                work.counted()))
                        .map(estimate -> remember(work, estimate))
                        .orElse(0L);
        return new Demand(request.getTenant(), request.getModel(), tokens);
    }

    /** What a call really took makes the next guess better. */
    void learn(Work work, Spent spent) {
        if (estimator.isPresent() && spent.usage().isPresent()) {
            ChatRequest request = work.subject().request();
            estimator
                    .get()
                    .learn(
                            request.getTenant(),
                            work.leave().target().model(),
                            request,
                            work.counted(),
                            spent.usage().get());
        }
    }

    private static long remember(Work work, Estimate estimate) {
        work.estimate(new TokenEstimate(estimate.prompt(), estimate.completion()));
        return estimate.total();
    }
}
