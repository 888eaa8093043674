package dev.sluice.processor.config;

import java.math.BigDecimal;

/** Shows a price. */
final class EffectivePrice {
    private final ConfigTree tree;
    private final String section;

    private EffectivePrice(String name, ConfigTree tree) {
        this.tree = tree;
        this.section = Keys.PRICES + "." + name;
    }

    static void put(PriceConfig price, ConfigTree tree) {
        EffectivePrice shown = new EffectivePrice(price.name(), tree);
        shown.put(PriceKeys.ENDPOINT, price.endpoint());
        shown.put(PriceKeys.MODEL, price.model());
        price.validFrom().ifPresent(from -> shown.put(PriceKeys.VALID_FROM, from.toString()));
        shown.put(PriceKeys.CURRENCY, price.currency().getCurrencyCode());
        shown.put(PriceKeys.INPUT, price.inputPerMillion());
        shown.put(PriceKeys.CACHED_INPUT, price.cachedInputPerMillion());
        shown.put(PriceKeys.OUTPUT, price.outputPerMillion());
        shown.put(PriceKeys.PER_REQUEST, price.perRequest());
    }

    /** As text: as a number it might be shown with an exponent. */
    private void put(Key<BigDecimal> key, BigDecimal amount) {
        put(key, amount.toPlainString());
    }

    private void put(Key<?> key, String text) {
        tree.put(key.under(section), text);
    }
}
