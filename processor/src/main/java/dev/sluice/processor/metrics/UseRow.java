package dev.sluice.processor.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** What one of those whose use is told apart has used. Any thread. */
final class UseRow {
    private final MeterRegistry registry;
    private final String prefix;
    private final Tags tags;
    private final Counter completions;
    private final Counter failures;
    private final Counter prompt;
    private final Counter cached;
    private final Counter completion;
    private final Counter reasoning;

    /** Added up exactly: only what is shown is rounded. */
    private final Map<String, AtomicReference<BigDecimal>> costs = new ConcurrentHashMap<>();

    UseRow(MeterRegistry registry, String prefix, Tags tags) {
        this.registry = registry;
        this.prefix = prefix;
        this.tags = tags;
        completions = counter("outcomes", "Outcomes", "outcome", "completion");
        failures = counter("outcomes", "Outcomes", "outcome", "failure");
        prompt = tokens("prompt");
        cached = tokens("cached");
        completion = tokens("completion");
        reasoning = tokens("reasoning");
    }

    void add(Use use) {
        add(completions, use.completions());
        add(failures, use.failures());
        add(prompt, use.tokens().prompt());
        add(cached, use.tokens().cached());
        add(completion, use.tokens().completion());
        add(reasoning, use.tokens().reasoning());
        use.costs().forEach(this::cost);
    }

    private void cost(String currency, BigDecimal amount) {
        costs.computeIfAbsent(currency, this::cost).accumulateAndGet(amount, BigDecimal::add);
    }

    private AtomicReference<BigDecimal> cost(String currency) {
        AtomicReference<BigDecimal> sum = new AtomicReference<>(BigDecimal.ZERO);
        FunctionCounter.builder(prefix + "cost", sum, amount -> amount.get().doubleValue())
                .description("What completions cost, in units of the currency")
                .tags(tags.and("currency", currency))
                .register(registry);
        return sum;
    }

    private Counter tokens(String kind) {
        return counter(
                "tokens",
                "Tokens of completions; those cached are among those of prompts, those of reasoning among those of completions",
                "kind",
                kind);
    }

    private Counter counter(String name, String description, String... more) {
        return Counter.builder(prefix + name)
                .description(description)
                .tags(tags.and(more))
                .register(registry);
    }

    private static void add(Counter counter, long amount) {
        if (amount != 0) {
            counter.increment((double) amount);
        }
    }
}
