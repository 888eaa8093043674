package dev.sluice.processor.config;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;

/**
 * What an endpoint's answers cost from an instant on. The numbers have no more decimal places than they need.
 *
 * @param name tells it from others
 * @param endpoint name of the endpoint
 * @param model the model as the tenant asks for it; {@link #EACH} for each one that has no price of its own
 * @param validFrom the first instant that it counts at, whole microseconds from 1970 to 9999; nothing: it counts until
 *     another one begins
 * @param currency what all numbers are in; the same for all prices of an endpoint
 * @param inputPerMillion for a million tokens of prompts, 0 to 1,000,000, at most 6 decimal places
 * @param cachedInputPerMillion the same for those that the endpoint took from its cache
 * @param outputPerMillion the same for tokens of answers
 * @param perRequest for each answer, 0 to 1,000,000, at most 12 decimal places
 */
public record PriceConfig(
        String name,
        String endpoint,
        String model,
        Optional<Instant> validFrom,
        Currency currency,
        BigDecimal inputPerMillion,
        BigDecimal cachedInputPerMillion,
        BigDecimal outputPerMillion,
        BigDecimal perRequest) {
    /** Stands for each model that has no price of its own. */
    public static final String EACH = "*";
}
