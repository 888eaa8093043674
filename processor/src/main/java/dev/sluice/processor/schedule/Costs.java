package dev.sluice.processor.schedule;

import dev.sluice.processor.dispatch.CallEnd.Spent;
import dev.sluice.processor.metrics.TokenMeters;
import dev.sluice.processor.route.Target;
import dev.sluice.processor.tokens.Estimate;
import dev.sluice.processor.tokens.Estimator;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.TokenEstimate;
import dev.sluice.v1.UsageSource;

/** What requests are taken to cost. Where no limit counts tokens, none are. */
final class Costs {
    private final Estimator estimator;
    private final TokenMeters meters;
    private boolean ofTokens;

    /**
     * @param estimator counts and learns
     * @param meters show how good the estimates are
     * @param ofTokens whether a limit counts tokens
     */
    Costs(Estimator estimator, TokenMeters meters, boolean ofTokens) {
        this.estimator = estimator;
        this.meters = meters;
        this.ofTokens = ofTokens;
    }

    /** Whether a limit counts tokens from now on. */
    void ofTokens(boolean are) {
        ofTokens = are;
    }

    /** What a request takes of the limits. A first guess is by the model of the first target. */
    Demand demand(Work work) {
        ChatRequest request = work.subject().request();
        if (!ofTokens) {
            work.estimate(null);
            return new Demand(request.getTenant(), request.getModel(), 0, 0, 1);
        }
        Estimate estimate = estimate(work);
        work.estimate(new TokenEstimate(estimate.prompt(), estimate.completion()));
        return new Demand(
                request.getTenant(),
                request.getModel(),
                estimate.total(),
                estimate.least(),
                estimate.caution());
    }

    /** What a call really took makes the next guess better, and shows how good this one was. */
    void learn(Work work, Spent spent) {
        measure(work, spent);
        if (ofTokens && work.counted() > 0 && spent.usage().isPresent()) {
            ChatRequest request = work.subject().request();
            estimator.learn(
                    request.getTenant(),
                    work.leave().target().model(),
                    request,
                    work.counted(),
                    spent.usage().get());
        }
    }

    /** What was estimated in place of a report says nothing of an estimate. */
    private void measure(Work work, Spent spent) {
        TokenEstimate estimate = work.estimate();
        boolean isReported =
                spent.usage()
                        .filter(usage -> usage.getSource() == UsageSource.REPORTED)
                        .isPresent();
        if (estimate != null && isReported && spent.tokens().isPresent()) {
            meters.settled(
                    work.leave().target().endpoint(),
                    estimate.getPromptTokens() + estimate.getCompletionTokens(),
                    spent.tokens().getAsLong());
        }
    }

    private Estimate estimate(Work work) {
        ChatRequest request = work.subject().request();
        if (work.counted() == 0) {
            // It came before any limit counted tokens. Here others would wait while it is counted
            // exactly.
            work.counted(estimator.countRoughly(request));
        }
        Target target = work.route().tiers().get(0).targets().get(0);
        return estimator.estimate(request.getTenant(), target.model(), request, work.counted());
    }
}
