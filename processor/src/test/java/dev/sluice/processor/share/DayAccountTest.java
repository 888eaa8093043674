package dev.sluice.processor.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.limit.Counted;
import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.Scope;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DayAccountTest {
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final long MIDNIGHT = 20_000 * 24 * HOUR;
    private static final ShareCount COUNT =
            Counts.of(new Counted(new Scope.Tenant("t"), Dimension.TOKENS_PER_DAY));

    private final DayAccount account = new DayAccount();

    @Test
    void aDayHasWhatItsLimitSays() {
        assertThat(account.ask("a", wish(60, 90), MIDNIGHT)).isEqualTo(90);
        assertThat(account.ask("b", wish(11, 20), MIDNIGHT + HOUR)).isZero();
        assertThat(account.ask("b", wish(10, 20), MIDNIGHT + HOUR)).isEqualTo(10);
        assertThat(account.earliest("b", wish(1, 1), MIDNIGHT + HOUR))
                .isEqualTo(MIDNIGHT + 24 * HOUR);
        assertThat(account.ask("b", wish(100, 100), MIDNIGHT + 24 * HOUR)).isEqualTo(100);
    }

    @Test
    void whatWasNotUsedIsThereAgain() {
        account.ask("a", wish(100, 100), MIDNIGHT + HOUR);
        account.change(change(MIDNIGHT + HOUR, 100, 30), MIDNIGHT + 2 * HOUR);
        assertThat(account.total(MIDNIGHT + 2 * HOUR)).isEqualTo(30);
    }

    @Test
    void yesterdaysChangesAreYesterdays() {
        account.ask("a", wish(100, 100), MIDNIGHT - HOUR);
        account.ask("a", wish(40, 40), MIDNIGHT);
        account.change(change(MIDNIGHT - HOUR, 100, 0), MIDNIGHT + HOUR);
        assertThat(account.total(MIDNIGHT + HOUR)).isEqualTo(40);
    }

    private static ShareChange change(long at, long amount, long used) {
        long counted = TimeUnit.NANOSECONDS.toMillis(at + Terms.VALID);
        return new ShareChange(COUNT, counted, amount, counted, used);
    }

    private static ShareWish wish(long least, long most) {
        return new ShareWish(COUNT, 100L, 1, least, most);
    }
}
