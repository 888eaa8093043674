package dev.sluice.processor.cli.billing;

import dev.sluice.processor.cli.Outcomes;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.Timings;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import java.time.Instant;

/** Completions for tests. */
final class Answers {
    private Answers() {}

    /** Of endpoint {@code e} and model {@code m}, with 30 tokens asked, 10 of them cached, and 12 answered. */
    static ChatCompletion of(String tenant, Instant answered) {
        return Outcomes.completion("batch", 0)
                .setTenant(tenant)
                .setUsage(
                        Usage.newBuilder()
                                .setPromptTokens(30L)
                                .setCachedTokens(10L)
                                .setCompletionTokens(12L)
                                .setTotalTokens(42L)
                                .setSource(UsageSource.REPORTED)
                                .build())
                .setTimings(new Timings(answered, null, null, null, answered))
                .build();
    }
}
