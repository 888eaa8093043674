package dev.sluice.processor.cli.billing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.PriceConfig;
import dev.sluice.processor.config.UsageConfig;
import dev.sluice.processor.price.PriceList;
import dev.sluice.processor.usage.Account;
import dev.sluice.processor.usage.Count;
import dev.sluice.processor.usage.RowKey;
import dev.sluice.processor.usage.Tally;
import dev.sluice.processor.usage.TimeWindow;
import dev.sluice.v1.Attempt;
import dev.sluice.v1.BilledTo;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.WindowSize;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** What follows from completions, and where it differs from what is published. */
class RebuildTest {
    private static final Instant ANSWERED = Instant.parse("2026-11-22T15:04:05Z");
    private static final long PUBLISHED = ANSWERED.toEpochMilli() + 20;
    private static final Account ACME = new Account("acme", "m", "e");
    private static final UsageConfig CONFIG =
            new UsageConfig(
                    List.of(WindowSize.HOUR, WindowSize.DAY),
                    Duration.ofHours(2),
                    Duration.ofSeconds(1),
                    new UsageConfig.Keep(Duration.ZERO, Duration.ZERO, Duration.ZERO));

    private final Rebuild rebuild = new Rebuild(CONFIG, Optional.empty(), key -> true);

    @Test
    void completionsCountInEachWindowWithoutWhatWasInVain() {
        ChatCompletion tried = completion("0.5");
        tried.setAttempts(
                List.of(
                        Attempt.newBuilder()
                                .setNumber(1)
                                .setEndpoint("e")
                                .setStartedAt(ANSWERED)
                                .setDurationUs(1)
                                .setReason(FailureReason.TIMEOUT)
                                .setBilledTo(BilledTo.OPERATOR)
                                .build()));
        rebuild.add(tried, PUBLISHED);
        rebuild.add(completion("0.25"), PUBLISHED + 1);

        assertThat(rebuild.completions()).isEqualTo(2);
        assertThat(rebuild.sums())
                .containsOnlyKeys(hour("2026-11-22T15:00:00Z"), day("2026-11-22T00:00:00Z"));
        Rebuild.Sum sum = requireNonNull(rebuild.sums().get(day("2026-11-22T00:00:00Z")));
        assertThat(sum.published()).isEqualTo(PUBLISHED + 1);
        assertThat(sum.tally().get(Count.REQUESTS)).isEqualTo(2);
        assertThat(sum.tally().get(Count.TOTAL_TOKENS)).isEqualTo(84);
        assertThat(sum.tally().get(Count.FAILED_ATTEMPTS)).isZero();
        assertThat(sum.tally().costs().get("USD")).isEqualByComparingTo("0.75");
    }

    @Test
    void whatCameTooLateCountsWhereTheServiceCountsIt() {
        rebuild.add(completion("1"), Instant.parse("2026-11-22T17:59:59.999Z").toEpochMilli());
        rebuild.add(completion("1"), Instant.parse("2026-11-22T18:00:00Z").toEpochMilli());

        assertThat(rebuild.sums())
                .containsOnlyKeys(
                        hour("2026-11-22T15:00:00Z"),
                        hour("2026-11-22T16:00:00Z"),
                        day("2026-11-22T00:00:00Z"));
    }

    @Test
    void otherPricesTakeThePlaceOfTheCompletionsOwn() {
        PriceConfig price =
                new PriceConfig(
                        "p",
                        "e",
                        "m",
                        Optional.of(ANSWERED),
                        Currency.getInstance("EUR"),
                        new BigDecimal("1"),
                        new BigDecimal("0.1"),
                        new BigDecimal("2"),
                        BigDecimal.ZERO);
        Rebuild repriced =
                new Rebuild(CONFIG, Optional.of(PriceList.of(List.of(price))), key -> true);
        repriced.add(completion("0.5"), PUBLISHED);
        ChatCompletion earlier = Answers.of("acme", ANSWERED.minusSeconds(1));
        repriced.add(earlier, PUBLISHED);

        Tally day = requireNonNull(repriced.sums().get(day("2026-11-22T00:00:00Z"))).tally();
        assertThat(day.costs()).containsOnlyKeys("EUR");
        assertThat(day.costs().get("EUR")).isEqualByComparingTo("0.000045");
        assertThat(day.get(Count.UNPRICED_REQUESTS)).isEqualTo(1);
    }

    @Test
    void onlyWhatFollowsFromCompletionsIsCompared() {
        rebuild.add(completion("0.5"), PUBLISHED);
        Map<RowKey, Tally> present =
                Rows.of(
                        Rows.row("acme", "m", 1)
                                .setPromptTokens(30)
                                .setCachedTokens(10)
                                .setCompletionTokens(12)
                                .setTotalTokens(43)
                                .setFailedRequests(7)
                                .setCost(new BigDecimal("0.250000000000"))
                                .setCurrency("USD")
                                .setOtherCosts(List.of(Rows.cost("1", "EUR"))),
                        Rows.row("failed", "m", 0).setFailedRequests(3));
        Map<RowKey, Rebuild.Sum> days = new HashMap<>(rebuild.sums());
        days.remove(hour("2026-11-22T15:00:00Z"));

        Comparison comparison = Comparison.of(days, present, Horizon.ALL, Horizon.ALL);

        assertThat(comparison.compared()).isEqualTo(2);
        String row = "[\"acme\",\"m\",\"e\",\"DAY\",\"2026-11-22T00:00:00Z\"] ";
        assertThat(comparison.differences())
                .extracting(Difference::toString)
                .containsExactly(
                        row + "total_tokens: 42 rebuilt, 43 present",
                        row + "cost EUR: none rebuilt, 1 present",
                        row + "cost USD: 0.5 rebuilt, 0.25 present");
    }

    @Test
    void whatRetentionHasTakenIsNoDifference() {
        rebuild.add(completion("0.5"), PUBLISHED);
        Map<RowKey, Tally> nothing = Map.of();

        Comparison missing = Comparison.of(rebuild.sums(), nothing, Horizon.ALL, PUBLISHED);
        assertThat(missing.compared()).isEqualTo(2);
        assertThat(missing.differences()).isNotEmpty();

        Comparison rowsGone = Comparison.of(rebuild.sums(), nothing, Horizon.ALL, PUBLISHED + 1);
        assertThat(rowsGone.withoutRow()).isEqualTo(2);
        assertThat(rowsGone.differences()).isEmpty();

        Comparison cut =
                Comparison.of(rebuild.sums(), nothing, ANSWERED.toEpochMilli(), Horizon.ALL);
        assertThat(cut.withoutCompletions()).isEqualTo(2);
        assertThat(cut.differences()).isEmpty();
        assertThat(
                        Comparison.of(
                                        Map.of(),
                                        Rows.of(Rows.row("acme", "m", 1)),
                                        Rows.DAY.toEpochMilli(),
                                        Horizon.ALL)
                                .differences())
                .as("a window that begins at the horizon is whole")
                .isNotEmpty();
    }

    @Test
    void aTopicReachesBackToTheFirstRecordsThatAreLeft() {
        Horizon whole = new Horizon(Map.of(new TopicPartition("t", 0), 0L));
        whole.saw(record(0, 50));
        assertThat(whole.millis()).isEqualTo(Horizon.ALL);

        Horizon cut =
                new Horizon(Map.of(new TopicPartition("t", 0), 0L, new TopicPartition("t", 1), 9L));
        assertThat(cut.millis()).isEqualTo(Long.MAX_VALUE);
        cut.saw(record(0, 50));
        cut.saw(record(1, 70));
        cut.saw(record(1, 60));
        assertThat(cut.millis()).isEqualTo(70);
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long timestamp) {
        return new ConsumerRecord<>(
                "t",
                partition,
                0,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
    }

    private static ChatCompletion completion(String cost) {
        ChatCompletion completion = Answers.of("acme", ANSWERED);
        completion.setCost(Rows.cost(cost, "USD"));
        return completion;
    }

    private static RowKey hour(String start) {
        return key(WindowSize.HOUR, start);
    }

    private static RowKey day(String start) {
        return key(WindowSize.DAY, start);
    }

    private static RowKey key(WindowSize size, String start) {
        return new RowKey(new TimeWindow(size, Instant.parse(start).toEpochMilli()), ACME);
    }
}
