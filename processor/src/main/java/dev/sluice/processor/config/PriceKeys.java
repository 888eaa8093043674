package dev.sluice.processor.config;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;

/** Every key of a price, below {@code prices.<name>}, with its type, range and default. */
final class PriceKeys {
    /** A millionth of this is the price of a token, which has to be exact where records keep 12 decimal places. */
    private static final int PLACES_PER_MILLION = 6;

    /** As many as records keep of an amount. */
    private static final int PLACES = 12;

    static final Key<String> ENDPOINT = Key.of("endpoint", text -> text);
    static final Key<String> MODEL = Key.of("model", PriceTypes.model(), PriceConfig.EACH);
    static final Key<Instant> VALID_FROM = Key.of("valid-from", PriceTypes.instant());
    static final Key<Currency> CURRENCY = Key.of("currency", PriceTypes.currency());

    static final Key<BigDecimal> INPUT =
            Key.of("input-per-million", PriceTypes.amount(PLACES_PER_MILLION));
    static final Key<BigDecimal> CACHED_INPUT =
            Key.of("cached-input-per-million", PriceTypes.amount(PLACES_PER_MILLION));
    static final Key<BigDecimal> OUTPUT =
            Key.of("output-per-million", PriceTypes.amount(PLACES_PER_MILLION));
    static final Key<BigDecimal> PER_REQUEST = Key.of("per-request", PriceTypes.amount(PLACES));

    /** Keys of which a price has at least one. */
    static final List<Key<BigDecimal>> AMOUNTS = List.of(INPUT, OUTPUT, PER_REQUEST);

    /** Keys of each price. */
    static final List<Key<?>> ALL =
            List.of(
                    ENDPOINT,
                    MODEL,
                    VALID_FROM,
                    CURRENCY,
                    INPUT,
                    CACHED_INPUT,
                    OUTPUT,
                    PER_REQUEST);

    private PriceKeys() {}
}
