package dev.sluice.processor.price;

import dev.sluice.processor.config.PriceConfig;
import dev.sluice.v1.Cost;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * A price in use. Amounts are exact: a millionth of a number with 6 decimal places has the 12 that a record keeps. Nor can
 * one outgrow the record's 38 digits: two counts below 2^63, at most 1 for each token, and a million for the request are
 * less than 10^20, and 26 digits stand before the point.
 *
 * @param version names it in records
 * @param config its numbers
 */
record Price(String version, PriceConfig config) {
    /** Decimal places of an amount: those of {@code Cost.amount}. */
    private static final int PLACES = 12;

    /** A million has as many zeros. */
    private static final int MILLION = 6;

    static Price of(PriceConfig config) {
        String version =
                config.validFrom().map(from -> config.name() + "@" + from).orElse(config.name());
        return new Price(version, config);
    }

    /** What an answer costs, or nothing where it takes a count that is not known. */
    Optional<Cost> cost(Tokens tokens) {
        if ((tokens.prompt().isEmpty() && pricesPrompts())
                || (tokens.completion().isEmpty() && config.outputPerMillion().signum() != 0)) {
            return Optional.empty();
        }
        BigDecimal ofTokens =
                amount(tokens.uncached(), config.inputPerMillion())
                        .add(amount(tokens.cached(), config.cachedInputPerMillion()))
                        .add(amount(tokens.completion().orElse(0), config.outputPerMillion()))
                        .movePointLeft(MILLION);
        return Optional.of(
                Cost.newBuilder()
                        .setAmount(
                                ofTokens.add(config.perRequest())
                                        .setScale(PLACES, RoundingMode.UNNECESSARY))
                        .setCurrency(config.currency().getCurrencyCode())
                        .setPriceVersion(version)
                        .build());
    }

    private boolean pricesPrompts() {
        return config.inputPerMillion().signum() != 0
                || config.cachedInputPerMillion().signum() != 0;
    }

    private static BigDecimal amount(long tokens, BigDecimal perMillion) {
        return BigDecimal.valueOf(tokens).multiply(perMillion);
    }
}
