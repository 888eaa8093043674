package dev.sluice.processor.usage;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.UsageConfig;
import dev.sluice.v1.UsageTotals;
import dev.sluice.v1.WindowSize;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Usage adds up, whatever comes in between. */
class UsageProcessorTest {
    private static final long NOW = Instant.parse("2026-11-22T15:04:05Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final Account ACME = new Account("acme", "m", "e");

    private static final UsageConfig CONFIG =
            new UsageConfig(
                    List.of(WindowSize.MINUTE, WindowSize.HOUR, WindowSize.DAY),
                    Duration.ofHours(2),
                    Duration.ofSeconds(1),
                    new UsageConfig.Keep(
                            Duration.ofHours(3), Duration.ofHours(5), Duration.ofHours(48)));

    @TempDir Path folder;

    @Test
    void eachWindowHasItsSumItsBoundsAndItsVersion() {
        UsageWorld world = new UsageWorld(CONFIG, folder);
        world.append(delta(NOW, 40), NOW);
        world.append(delta(NOW + MINUTE, 2), NOW + MINUTE);
        readAll(world);
        world.publish(NOW);
        world.commit();

        Map<RowKey, UsageTotals> latest = world.latest();
        assertThat(latest).hasSize(4);
        UsageTotals hour = requireNonNull(latest.get(row(WindowSize.HOUR, NOW)));
        assertThat(hour.getTotalTokens()).isEqualTo(42);
        assertThat(hour.getVersion()).isEqualTo(2);
        assertThat(hour.getWindowStart()).isEqualTo("2026-11-22T15:00:00Z");
        assertThat(hour.getWindowEnd()).isEqualTo("2026-11-22T16:00:00Z");
        assertThat(requireNonNull(latest.get(row(WindowSize.DAY, NOW))).getTotalTokens())
                .isEqualTo(42);
        assertThat(requireNonNull(latest.get(row(WindowSize.MINUTE, NOW))).getTotalTokens())
                .isEqualTo(40);
        assertThat(
                        requireNonNull(latest.get(row(WindowSize.MINUTE, NOW + MINUTE)))
                                .getTotalTokens())
                .isEqualTo(2);
    }

    @Test
    void aRowThatDoesNotChangeIsPublishedOnce() {
        UsageWorld world = new UsageWorld(CONFIG, folder);
        world.append(delta(NOW, 1), NOW);
        readAll(world);
        world.publish(NOW);
        world.publish(NOW);
        world.commit();

        assertThat(world.published()).hasSize(3);
    }

    @Test
    void whatIsLateCorrectsItsWindowWithinTheGrace() {
        UsageWorld world = new UsageWorld(CONFIG, folder);
        long end = TimeWindow.at(WindowSize.MINUTE, NOW).end();
        long lastInTime = end + Duration.ofHours(2).toMillis() - 1;
        world.append(delta(NOW, 1), lastInTime);
        world.append(delta(NOW, 2), lastInTime + 1);
        readAll(world);
        world.publish(NOW);
        world.commit();

        Map<RowKey, UsageTotals> latest = world.latest();
        assertThat(requireNonNull(latest.get(row(WindowSize.MINUTE, NOW))).getTotalTokens())
                .isEqualTo(1);
        assertThat(requireNonNull(latest.get(row(WindowSize.MINUTE, end))).getTotalTokens())
                .as("in the earliest window that still takes it")
                .isEqualTo(2);
        assertThat(requireNonNull(latest.get(row(WindowSize.HOUR, NOW))).getTotalTokens())
                .isEqualTo(3);
    }

    @Test
    void rowsAreForgottenWhenTheirTimeIsOver() {
        UsageWorld world = new UsageWorld(CONFIG, folder);
        long start = TimeWindow.at(WindowSize.MINUTE, NOW).start();
        world.append(delta(NOW, 1), NOW);
        readAll(world);

        world.forget(start + Duration.ofHours(3).toMillis() - 1);
        assertThat(world.rows()).isEqualTo(3);
        world.forget(start + Duration.ofHours(3).toMillis());
        assertThat(world.rows()).isEqualTo(2);
        world.forget(NOW + Duration.ofDays(4).toMillis());
        assertThat(world.rows()).isZero();
    }

    /** More rows than are published in one go. */
    @Test
    void aLongRoundPublishesEveryRow() {
        UsageWorld world = new UsageWorld(CONFIG, folder);
        for (int i = 0; i < 700; i++) {
            Account account = new Account("tenant-" + i, "m", "e");
            world.append(new Delta(account, NOW - NOW % MINUTE, tokens(1)), NOW);
        }
        readAll(world);
        world.publish(NOW);
        world.commit();

        assertThat(world.latest()).hasSize(2_100);
    }

    @Test
    void callsOfARunThatIsOverAreLostWhereNoOutcomeHasThem() {
        UsageWorld world = new UsageWorld(CONFIG, folder);
        world.append(new SentCalls("run", "e", 5, OptionalLong.empty()), NOW);
        assertThat(lost(world)).as("it goes on").isZero();
        world.append(new SentCalls("run", "e", 0, OptionalLong.of(8)), NOW + MINUTE);
        world.append(new SentCalls("run", "e", 0, OptionalLong.of(8)), NOW + MINUTE);
        assertThat(lost(world)).isEqualTo(3);
        world.append(new SentCalls("run", "e", 2, OptionalLong.empty()), NOW + 5 * MINUTE);
        assertThat(lost(world)).as("two were on requests that waited").isEqualTo(1);
        world.crash();
        assertThat(lost(world)).isEqualTo(1);
        RowKey minute =
                new RowKey(
                        TimeWindow.at(WindowSize.MINUTE, NOW + MINUTE), new Account("", "", "e"));
        assertThat(world.latest()).containsKey(minute);
        assertThat(world.lost).as("told of").isEqualTo(Map.of("e", 1L));
    }

    private static long lost(UsageWorld world) {
        boolean more = true;
        while (more) {
            readAll(world);
            world.publish(NOW);
            world.commit();
            more = world.read();
        }
        world.publish(NOW);
        world.commit();
        return world.latest().values().stream()
                .filter(row -> row.getWindow() == WindowSize.DAY)
                .mapToLong(UsageTotals::getLostAttempts)
                .sum();
    }

    @Property(tries = 150)
    void anyInterleavingOfOutcomesCorrectionsAndRestartsGivesTheSameTotals(@ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        Path files = Files.createTempDirectory("usage");
        UsageWorld world = new UsageWorld(CONFIG, files);
        Map<RowKey, Tally> oracle = new HashMap<>();
        for (int step = 0; step < 120; step++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    Delta delta = random(random);
                    world.append(delta, NOW);
                    for (WindowSize size : CONFIG.windows()) {
                        oracle.merge(
                                new RowKey(TimeWindow.at(size, delta.minute()), delta.account()),
                                delta.tally(),
                                Tally::plus);
                    }
                }
                case 2 -> world.read();
                case 3 -> world.publish(NOW);
                case 4 -> world.commit();
                default -> world.crash();
            }
        }
        readAll(world);
        world.publish(NOW);
        world.commit();

        Map<RowKey, Tally> totals = new HashMap<>();
        world.latest().forEach((key, record) -> totals.put(key, Totals.tally(record)));
        assertThat(totals).isEqualTo(oracle);
        Files.delete(files);
    }

    private static void readAll(UsageWorld world) {
        boolean more = true;
        while (more) {
            more = world.read();
        }
    }

    /** Up to an hour late, so none is too late. */
    private static Delta random(Random random) {
        Account account = new Account("t" + random.nextInt(3), "m" + random.nextInt(2), "e");
        Tally.Builder tally = new Tally.Builder();
        for (Count count : Count.values()) {
            tally.add(count, random.nextInt(1_000));
        }
        if (random.nextBoolean()) {
            tally.cost(
                    random.nextInt(5) == 0 ? "EUR" : "USD",
                    BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), 12));
        }
        long minute = NOW - NOW % MINUTE - random.nextInt(60) * MINUTE;
        return new Delta(account, minute, tally.build());
    }

    private static Delta delta(long at, long tokens) {
        return new Delta(ACME, at - at % MINUTE, tokens(tokens));
    }

    private static Tally tokens(long tokens) {
        return new Tally.Builder().add(Count.TOTAL_TOKENS, tokens).build();
    }

    private static RowKey row(WindowSize size, long at) {
        return new RowKey(TimeWindow.at(size, at), ACME);
    }
}
