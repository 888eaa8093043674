package dev.sluice.processor.config;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;

/** Reads one price. */
final class PriceReader {
    private final String section;
    private final String name;
    private final Values values;
    private final Problems problems;

    PriceReader(String name, Values values, Problems problems) {
        this.name = name;
        this.section = Keys.PRICES + "." + name;
        this.values = values;
        this.problems = problems;
    }

    /**
     * The price, or nothing where it is not known whose it is or in which currency.
     *
     * @param endpoints names of those that are configured
     */
    Optional<PriceConfig> read(Set<String> endpoints) {
        // Every key is read before the first can be found missing: all problems are told at once.
        Optional<String> endpoint = values.require(PriceKeys.ENDPOINT.under(section));
        endpoint.ifPresent(known -> checkEndpoint(known, endpoints));
        Optional<Currency> currency = values.require(PriceKeys.CURRENCY.under(section));
        checkAmounts();
        String model = values.get(PriceKeys.MODEL.under(section));
        Optional<Instant> validFrom = values.find(PriceKeys.VALID_FROM.under(section));
        BigDecimal input = amount(PriceKeys.INPUT).orElse(BigDecimal.ZERO);
        BigDecimal cachedInput = amount(PriceKeys.CACHED_INPUT).orElse(input);
        BigDecimal output = amount(PriceKeys.OUTPUT).orElse(BigDecimal.ZERO);
        BigDecimal perRequest = amount(PriceKeys.PER_REQUEST).orElse(BigDecimal.ZERO);
        return endpoint.flatMap(
                of ->
                        currency.map(
                                in ->
                                        new PriceConfig(
                                                name,
                                                of,
                                                model,
                                                validFrom,
                                                in,
                                                input,
                                                cachedInput,
                                                output,
                                                perRequest)));
    }

    private void checkEndpoint(String endpoint, Set<String> endpoints) {
        if (!endpoints.contains(endpoint)) {
            String key = PriceKeys.ENDPOINT.under(section).name();
            problems.add(
                    key,
                    "names no endpoint" + NearMatch.hint(endpoint, endpoints) + values.origin(key));
        }
    }

    private void checkAmounts() {
        if (PriceKeys.AMOUNTS.stream()
                .noneMatch(key -> values.isGiven(key.under(section).name()))) {
            problems.add(
                    section,
                    "prices nothing; it needs input-per-million, output-per-million or per-request");
        }
    }

    private Optional<BigDecimal> amount(Key<BigDecimal> key) {
        return values.find(key.under(section));
    }
}
