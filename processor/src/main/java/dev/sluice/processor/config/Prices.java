package dev.sluice.processor.config;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the prices. */
final class Prices {
    private static final String NAME_RULE =
            "a price's name is lower-case letters, digits and dashes, at most 63";

    private record What(String endpoint, String model, Optional<Instant> validFrom) {}

    private final Values values;
    private final Problems problems;

    /** The first price of each endpoint, which says its currency. */
    private final Map<String, PriceConfig> firsts = new HashMap<>();

    /** The name of the first price of what it prices. */
    private final Map<What, String> priced = new HashMap<>();

    Prices(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /**
     * The prices by name.
     *
     * @param endpoints names of those that are configured
     */
    Map<String, PriceConfig> read(Set<String> endpoints) {
        Map<String, PriceConfig> prices = new TreeMap<>();
        for (String name : values.names(Keys.PRICES)) {
            if (!Endpoints.NAME.matcher(name).matches()) {
                problems.add(key(name), NAME_RULE);
            }
            new PriceReader(name, values, problems)
                    .read(endpoints)
                    .ifPresent(
                            price -> {
                                prices.put(name, price);
                                checkCurrency(price);
                                checkPlace(price);
                            });
        }
        return prices;
    }

    /** Sums of amounts in several currencies would be none. */
    private void checkCurrency(PriceConfig price) {
        PriceConfig first = firsts.putIfAbsent(price.endpoint(), price);
        if (first != null && !first.currency().equals(price.currency())) {
            String key = PriceKeys.CURRENCY.under(key(price.name())).name();
            problems.add(
                    key,
                    "differs from %s; all prices of an endpoint have the same currency"
                                    .formatted(PriceKeys.CURRENCY.under(key(first.name())).name())
                            + values.origin(key));
        }
    }

    /** Of two prices for the same nobody could tell which counts. */
    private void checkPlace(PriceConfig price) {
        String validFrom = PriceKeys.VALID_FROM.under(key(price.name())).name();
        String model = PriceKeys.MODEL.under(key(price.name())).name();
        if (!problems.noneOf(validFrom, model)) {
            return;
        }
        String first =
                priced.putIfAbsent(
                        new What(price.endpoint(), price.model(), price.validFrom()), price.name());
        if (first != null) {
            problems.add(
                    key(price.name()),
                    "has the same endpoint, model and valid-from as " + key(first));
        }
    }

    private static String key(String name) {
        return Keys.PRICES + "." + name;
    }
}
