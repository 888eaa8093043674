package dev.sluice.processor.price;

import dev.sluice.processor.config.PriceConfig;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;

/** Prices of the endpoint {@code e}, in euros. */
final class PriceConfigs {
    private PriceConfigs() {}

    /** A price for tokens of prompts alone, cached ones included. */
    static PriceConfig input(String name, String model, String validFrom, String perMillion) {
        return of(
                name,
                model,
                validFrom.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(validFrom)),
                perMillion,
                perMillion,
                "0",
                "0");
    }

    /** A price for each model, at any time. */
    static PriceConfig always(String input, String cached, String output, String perRequest) {
        return of("always", PriceConfig.EACH, Optional.empty(), input, cached, output, perRequest);
    }

    private static PriceConfig of(
            String name,
            String model,
            Optional<Instant> validFrom,
            String input,
            String cached,
            String output,
            String perRequest) {
        return new PriceConfig(
                name,
                "e",
                model,
                validFrom,
                Currency.getInstance("EUR"),
                new BigDecimal(input),
                new BigDecimal(cached),
                new BigDecimal(output),
                new BigDecimal(perRequest));
    }
}
