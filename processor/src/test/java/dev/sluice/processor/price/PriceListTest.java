package dev.sluice.processor.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.processor.config.PriceConfig;
import dev.sluice.v1.Cost;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceListTest {
    private static final String NEW_YEAR = "2026-01-01T00:00:00Z";
    private static final String JULY = "2026-07-01T12:00:00.000001Z";

    @ParameterizedTest
    @CsvSource({
        "2025-12-31T23:59:59.999999Z, first",
        "2026-01-01T00:00:00Z,        second@2026-01-01T00:00:00Z",
        "2026-07-01T12:00:00Z,        second@2026-01-01T00:00:00Z",
        "2026-07-01T12:00:00.000001Z, third@2026-07-01T12:00:00.000001Z",
        "2999-01-01T00:00:00Z,        third@2026-07-01T12:00:00.000001Z",
        "1970-01-01T00:00:00Z,        first"
    })
    void aPriceCountsFromItsFirstInstantUntilTheNextOneBegins(Instant at, String version) {
        List<PriceConfig> prices =
                List.of(
                        PriceConfigs.input("second", "*", NEW_YEAR, "2"),
                        PriceConfigs.input("third", "*", JULY, "3"),
                        PriceConfigs.input("first", "*", "", "1"));
        List<PriceConfig> otherWay = new ArrayList<>(prices);
        Collections.reverse(otherWay);

        assertThat(version(PriceList.of(prices), "m", at)).contains(version);
        assertThat(version(PriceList.of(otherWay), "m", at)).contains(version);
    }

    @Test
    void aModelsOwnPriceCountsBeforeTheOneForEach() {
        PriceList list =
                PriceList.of(
                        List.of(
                                PriceConfigs.input("each", "*", JULY, "1"),
                                PriceConfigs.input("own", "m", NEW_YEAR, "2")));
        Instant winter = Instant.parse(NEW_YEAR);
        Instant summer = Instant.parse(JULY);

        assertThat(version(list, "m", summer)).contains("own@" + NEW_YEAR);
        assertThat(version(list, "n", summer)).contains("each@" + JULY);
        assertThat(version(list, "m", winter)).contains("own@" + NEW_YEAR);
        assertThat(version(list, "n", winter)).isEmpty();
    }

    @Test
    void theOneForEachCountsUntilAModelsOwnBegins() {
        PriceList list =
                PriceList.of(
                        List.of(
                                PriceConfigs.input("each", "*", "", "1"),
                                PriceConfigs.input("own", "m", JULY, "2")));

        assertThat(version(list, "m", Instant.parse(JULY).minusNanos(1_000))).contains("each");
        assertThat(version(list, "m", Instant.parse(JULY))).contains("own@" + JULY);
    }

    @Test
    void whatHasNoPriceHasNoCost() {
        PriceList list = PriceList.of(List.of(PriceConfigs.input("own", "m", "", "2")));

        assertThat(list.cost("e", "M", Instant.EPOCH, usage(1L, null, 1L))).isEmpty();
        assertThat(list.cost("f", "m", Instant.EPOCH, usage(1L, null, 1L))).isEmpty();
        assertThat(list.cost("e", "*", Instant.EPOCH, usage(1L, null, 1L))).isEmpty();
        assertThat(PriceList.of(List.of()).cost("e", "m", Instant.EPOCH, null)).isEmpty();
    }

    @Test
    void amountCurrencyAndVersion() {
        assertThat(cost(PriceConfigs.always("2.5", "0.625", "10", "0.001"), usage(1000L, 400L, 3L)))
                .contains(new Cost(new BigDecimal("0.002780000000"), "EUR", "always"));
    }

    /** Input costs 1, cached input 0.1 and output 100 a token. */
    @ParameterizedTest
    @CsvSource({
        "10, ,   3, 310",
        "10, 0,  3, 310",
        "10, 4,  3, 306.4",
        "10, 10, 0, 1",
        "10, 11, 0, 1",
        "10, -1, 0, 10",
        "0,  5,  0, 0"
    })
    void cachedTokensAreThoseOfThePromptThatTheEndpointNames(
            Long prompt, @Nullable Long cached, Long completion, BigDecimal amount) {
        PriceConfig price = PriceConfigs.always("1000000", "100000", "100000000", "0");

        assertThat(cost(price, usage(prompt, cached, completion)))
                .map(Cost::getAmount)
                .contains(amount.setScale(12));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, ,   5, false",
        "1, 1, 1, 5,  ,  false",
        "1, 1, 1, -5, 5, false",
        "1, 1, 1, 5, -5, false",
        "0, 0, 1, ,   5, true",
        "0, 1, 1, ,   5, false",
        "1, 1, 0, 5,  ,  true",
        "0, 0, 0, ,   ,  true",
        "1, 0, 0, ,   5, false"
    })
    void whatTakesACountThatIsNotKnownHasNoCost(
            String input,
            String cached,
            String output,
            @Nullable Long prompt,
            @Nullable Long completion,
            boolean priced) {
        PriceConfig price = PriceConfigs.always(input, cached, output, "0.5");

        assertThat(cost(price, usage(prompt, 2L, completion)).isPresent()).isEqualTo(priced);
    }

    @Test
    void aFeeForTheRequestTakesNoCount() {
        assertThat(cost(PriceConfigs.always("0", "0", "0", "0.000000000001"), null))
                .map(Cost::getAmount)
                .contains(new BigDecimal("0.000000000001"));
        assertThat(cost(PriceConfigs.always("0", "0", "0.000001", "1"), null)).isEmpty();
    }

    @Test
    void whatIsFreeCostsNothingAndHasAPrice() {
        assertThat(cost(PriceConfigs.always("0", "0", "0", "0"), usage(1L, 1L, 1L)))
                .contains(new Cost(new BigDecimal("0.000000000000"), "EUR", "always"));
    }

    @Test
    void oneOfTwoForTheSameWouldBeForNothing() {
        assertThatThrownBy(
                        () ->
                                PriceList.of(
                                        List.of(
                                                PriceConfigs.input("a", "m", JULY, "1"),
                                                PriceConfigs.input("b", "m", JULY, "2"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The price b ");
    }

    private static Optional<Cost> cost(PriceConfig price, @Nullable Usage usage) {
        return PriceList.of(List.of(price)).cost("e", "m", Instant.EPOCH, usage);
    }

    private static Optional<String> version(PriceList list, String model, Instant at) {
        return list.cost("e", model, at, usage(1L, null, 1L)).map(Cost::getPriceVersion);
    }

    private static Usage usage(
            @Nullable Long prompt, @Nullable Long cached, @Nullable Long completion) {
        return Usage.newBuilder()
                .setPromptTokens(prompt)
                .setCachedTokens(cached)
                .setCompletionTokens(completion)
                .setReasoningTokens(completion)
                .setSource(UsageSource.REPORTED)
                .build();
    }
}
