package dev.sluice.processor.price;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.PriceConfig;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** Amounts are exact to the last of 12 decimal places, whatever the prices and the counts. */
class ExactCostTest {
    private static final int MILLION_PLACES = 6;
    private static final int PLACES = 12;

    /** {@code decimal(38, 12)}. */
    private static final int DIGITS = 38;

    private static final long MOST = 1_000_000;

    /**
     * Whole numbers all the way: a price with 6 decimal places, of a million tokens, is as many units of the 12th decimal
     * place for each token.
     */
    @Property
    void isTheSumInUnitsOfTheLastPlace(
            @ForAll("perMillion") long input,
            @ForAll("perMillion") long cachedInput,
            @ForAll("perMillion") long output,
            @ForAll("perRequest") long perRequest,
            @ForAll("counts") long prompt,
            @ForAll("counts") long cached,
            @ForAll("counts") long completion) {
        PriceConfig price =
                new PriceConfig(
                        "p",
                        "e",
                        PriceConfig.EACH,
                        Optional.empty(),
                        Currency.getInstance("USD"),
                        decimal(input, MILLION_PLACES),
                        decimal(cachedInput, MILLION_PLACES),
                        decimal(output, MILLION_PLACES),
                        decimal(perRequest, PLACES));
        long ofThem = Math.min(cached, prompt);

        BigDecimal amount = amount(price, prompt, cached, completion);

        assertThat(amount.scale()).isEqualTo(PLACES);
        assertThat(amount.precision()).isLessThanOrEqualTo(DIGITS);
        assertThat(amount.unscaledValue())
                .isEqualTo(
                        product(prompt - ofThem, input)
                                .add(product(ofThem, cachedInput))
                                .add(product(completion, output))
                                .add(BigInteger.valueOf(perRequest)));
    }

    /** Nothing is lost or gained by summing up answers one by one. */
    @Property(tries = 200)
    void theSumOfCostsIsTheCostOfTheSum(
            @ForAll("perMillion") long input,
            @ForAll("perMillion") long output,
            @ForAll List<@LongRange(max = 1L << 40) Long> counts) {
        PriceConfig price =
                new PriceConfig(
                        "p",
                        "e",
                        "m",
                        Optional.empty(),
                        Currency.getInstance("USD"),
                        decimal(input, MILLION_PLACES),
                        decimal(input, MILLION_PLACES),
                        decimal(output, MILLION_PLACES),
                        BigDecimal.ZERO);
        long sum = counts.stream().mapToLong(Long::longValue).sum();

        assertThat(
                        counts.stream()
                                .map(count -> amount(price, count, 0, count))
                                .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(amount(price, sum, 0, sum));
    }

    private static BigDecimal amount(PriceConfig price, long prompt, long cached, long completion) {
        Usage usage =
                Usage.newBuilder()
                        .setPromptTokens(prompt)
                        .setCachedTokens(cached)
                        .setCompletionTokens(completion)
                        .setSource(UsageSource.REPORTED)
                        .build();
        return PriceList.of(List.of(price))
                .cost("e", "m", Instant.EPOCH, usage)
                .orElseThrow()
                .getAmount();
    }

    @Provide
    Arbitrary<Long> perMillion() {
        return upTo(MOST * 1_000_000);
    }

    @Provide
    Arbitrary<Long> perRequest() {
        return upTo(MOST * 1_000_000_000_000L);
    }

    @Provide
    Arbitrary<Long> counts() {
        return upTo(Long.MAX_VALUE);
    }

    /** Small ones as often as large ones, and both ends. */
    private static Arbitrary<Long> upTo(long most) {
        return Arbitraries.oneOf(
                Arbitraries.of(0L, 1L, most - 1, most),
                Arbitraries.longs().between(0, Math.min(most, 100_000)),
                Arbitraries.longs().between(0, most));
    }

    /** As the configuration makes it: without zeros at its end. */
    private static BigDecimal decimal(long units, int places) {
        return BigDecimal.valueOf(units, places).stripTrailingZeros();
    }

    private static BigInteger product(long tokens, long units) {
        return BigInteger.valueOf(tokens).multiply(BigInteger.valueOf(units));
    }
}
