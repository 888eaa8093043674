package dev.sluice.processor.price;

import dev.sluice.processor.config.PriceConfig;
import dev.sluice.v1.Cost;
import dev.sluice.v1.Usage;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which price counts when, and what an answer costs by it. Does not change; any thread may ask. */
public final class PriceList {
    private record Priced(String endpoint, String model) {}

    /** Prices by the first instant that each counts at. */
    private final Map<Priced, NavigableMap<Instant, Price>> prices;

    private PriceList(Map<Priced, NavigableMap<Instant, Price>> prices) {
        this.prices = prices;
    }

    /**
     * The list of these prices.
     *
     * @throws IllegalArgumentException if two are for the same endpoint and model from the same instant on
     */
    public static PriceList of(Collection<PriceConfig> configured) {
        Map<Priced, NavigableMap<Instant, Price>> prices = new HashMap<>();
        for (PriceConfig price : configured) {
            boolean taken =
                    prices.computeIfAbsent(
                                            new Priced(price.endpoint(), price.model()),
                                            absent -> new TreeMap<>())
                                    .putIfAbsent(
                                            price.validFrom().orElse(Instant.MIN), Price.of(price))
                            != null;
            if (taken) {
                throw new IllegalArgumentException(
                        "The price %s begins with another one for the same"
                                .formatted(price.name()));
            }
        }
        return new PriceList(prices);
    }

    /**
     * What an answer costs, exact, with 12 decimal places. Nothing where no price is in force, or where tokens that have
     * a price are not known: that is no cost of 0.
     *
     * @param endpoint the endpoint that answered
     * @param requestedModel the model as the tenant asked for it; its own prices count before those for each model
     * @param answeredAt when the answer was whole; a price is in force from its first instant on, until the next one begins
     * @param usage what is known of its tokens; a negative count is not known
     */
    public Optional<Cost> cost(
            String endpoint, String requestedModel, Instant answeredAt, @Nullable Usage usage) {
        return inForce(new Priced(endpoint, requestedModel), answeredAt)
                .or(() -> inForce(new Priced(endpoint, PriceConfig.EACH), answeredAt))
                .flatMap(price -> price.cost(Tokens.of(usage)));
    }

    private Optional<Price> inForce(Priced priced, Instant instant) {
        return Optional.ofNullable(prices.get(priced))
                .map(byStart -> byStart.floorEntry(instant))
                .map(Map.Entry::getValue);
    }
}
