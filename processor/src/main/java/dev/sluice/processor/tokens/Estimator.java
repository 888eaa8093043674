package dev.sluice.processor.tokens;

import dev.sluice.processor.tokens.Estimate.Basis;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import java.util.OptionalLong;

/**
 * Tells before a call how many tokens it will cost, and learns from what endpoints report how far counts are off, for each
 * tenant and model.
 *
 * <p>Safe for several threads. {@link #count} takes up to 16 ms for a long prompt and belongs on a thread that may take
 * that time; {@link #countRoughly} takes a millisecond for a million characters, and all else no longer than a look into a
 * table.
 */
public final class Estimator {
    /** More than this is no report of tokens; no model takes as many. */
    private static final long MOST_TOKENS = 1_000_000_000;

    private final TokenCounter counter;
    private final Pairs pairs;

    /**
     * @param completion tokens of an answer, as long as nothing was learned of a tenant and a model; at least 1
     */
    public Estimator(TokenCounter counter, int completion) {
        this.counter = counter;
        this.pairs = new Pairs(Learned.nothing(completion));
    }

    /**
     * Counts a prompt: exactly where the model's encoding is known, else by bytes.
     *
     * @param model as it is sent to the endpoint
     * @return at least 1
     */
    public long count(ChatRequest request, String model) {
        return Math.max(1, counter.prompt(request, model));
    }

    /**
     * Counts a prompt by bytes, whatever its model.
     *
     * @return at least 1
     */
    public long countRoughly(ChatRequest request) {
        return Math.max(1, counter.promptByBytes(request));
    }

    /**
     * What a request will cost. The answer counts as what the request allows at the most, which is the larger of {@code
     * max_tokens} and {@code max_completion_tokens} for each of {@code n} choices; where it sets neither, as what is usual.
     *
     * @param model as it is sent to the endpoint
     * @param counted what {@link #count} or {@link #countRoughly} gave
     */
    public Estimate estimate(String tenant, String model, ChatRequest request, long counted) {
        Learned learned = pairs.get(tenant, model);
        long prompt = Math.max(1, Math.round(counted * learned.factor()));
        OptionalLong allowed = allowed(request);
        long choice = allowed.orElseGet(() -> (long) Math.ceil(learned.completion()));
        Basis open = learned.isFounded() ? Basis.USUAL : Basis.GUESSED;
        return new Estimate(
                prompt, choice * choices(request), allowed.isPresent() ? Basis.SET : open);
    }

    /**
     * Learns from what an endpoint reported. Ignores what it did not report, what is no sensible number, and what is our
     * own estimate.
     *
     * @param model as it was sent to the endpoint
     * @param counted what {@link #count} gave
     */
    public void learn(String tenant, String model, ChatRequest request, long counted, Usage usage) {
        if (usage.getSource() == UsageSource.ESTIMATED) {
            return;
        }
        Long prompt = usage.getPromptTokens();
        if (prompt != null && prompt > 0 && prompt <= MOST_TOKENS) {
            double reported = (double) prompt;
            pairs.update(tenant, model, learned -> learned.prompt((double) counted, reported));
        }
        Long completion = usage.getCompletionTokens();
        // An answer that may have been cut off says nothing of those that are not.
        boolean isWhole = allowed(request).isEmpty();
        if (isWhole && completion != null && completion >= 0 && completion <= MOST_TOKENS) {
            double each = (double) completion / choices(request);
            pairs.update(tenant, model, learned -> learned.completion(each));
        }
    }

    /** How many pairs of tenant and model are known. */
    int known() {
        return pairs.size();
    }

    private static OptionalLong allowed(ChatRequest request) {
        Integer older = request.getMaxTokens();
        Integer newer = request.getMaxCompletionTokens();
        if (older == null && newer == null) {
            return OptionalLong.empty();
        }
        long larger = Math.max(older == null ? 0 : older, newer == null ? 0 : newer);
        return OptionalLong.of(Math.max(0, larger));
    }

    private static long choices(ChatRequest request) {
        Integer choices = request.getN();
        return choices == null ? 1 : Math.max(1, choices);
    }
}
