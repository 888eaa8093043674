package dev.sluice.processor.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.UsageConfig;
import dev.sluice.v1.UsageTotals;
import dev.sluice.v1.WindowSize;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those see who ask for rows. */
class RowRangeTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Account ACME = new Account("acme", "m", "e");
    private static final Account ZOO = new Account("z", "m", "e");
    private static final UsageConfig CONFIG =
            new UsageConfig(
                    List.of(WindowSize.MINUTE, WindowSize.HOUR, WindowSize.DAY),
                    Duration.ofHours(24),
                    Duration.ofSeconds(1),
                    new UsageConfig.Keep(
                            Duration.ofHours(48), Duration.ofHours(48), Duration.ofHours(72)));

    @TempDir Path folder;
    private UsageWorld world;

    @BeforeEach
    void add() {
        world = new UsageWorld(CONFIG, folder);
        for (int hour = 0; hour < 4; hour++) {
            long at = NOON.plus(Duration.ofHours(hour)).toEpochMilli();
            for (Account account : List.of(ZOO, ACME)) {
                Tally tally = new Tally.Builder().one(Count.REQUESTS).build();
                world.append(new Delta(account, at, tally), at);
                assertThat(world.read()).isTrue();
            }
        }
    }

    @Test
    void rowsAreThoseOfWindowsThatStartInTheRange() {
        assertThat(hours(NOON, NOON.plus(Duration.ofHours(2)))).containsExactly(12, 12, 13, 13);
        assertThat(hours(NOON.plusNanos(1), NOON.plus(Duration.ofHours(2)).plusNanos(1)))
                .containsExactly(13, 13, 14, 14);
        assertThat(hours(Instant.EPOCH, NOON)).isEmpty();
        assertThat(hours(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"))).hasSize(8);
    }

    @Test
    void ofOneLengthAndForWhoeverIsWanted() {
        RowRange day =
                new RowRange(WindowSize.DAY, Instant.EPOCH, NOON, account -> account.equals(ACME));

        assertThat(world.read(day, 10))
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row.getTenant()).isEqualTo("acme");
                            assertThat(row.getRequests()).isEqualTo(4);
                            assertThat(row.getVersion()).isEqualTo(4);
                        });
    }

    @Test
    void atMostSoMany() {
        assertThat(world.read(range(NOON, NOON.plus(Duration.ofDays(1)), any -> true), 3))
                .hasSize(3);
    }

    @Test
    void aTaskIsThereFromItsStartToItsEnd() {
        assertThat(world.running().partitions()).containsExactly(0);
        Object before = world.running().run(0).orElseThrow();

        world.close();

        assertThat(world.running().partitions()).isEmpty();
        world.crash();
        assertThat(world.running().run(0)).isPresent().get().isNotEqualTo(before);
    }

    @Test
    void whoeverGivesATaskUpLateTakesItFromNobodyElse() {
        RunningTasks tasks = new RunningTasks();
        tasks.opened(1, "first");
        tasks.opened(1, "second");

        tasks.closed(1, "first");

        assertThat(tasks.run(1)).hasValue("second");
    }

    private List<Integer> hours(Instant from, Instant to) {
        return world.read(range(from, to, any -> true), 100).stream()
                .map(UsageTotals::getWindowStart)
                .map(start -> (int) Duration.between(NOON, start).toHours() + 12)
                .toList();
    }

    private static RowRange range(Instant from, Instant to, Predicate<Account> wanted) {
        return new RowRange(WindowSize.HOUR, from, to, wanted);
    }
}
