package dev.sluice.processor.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** What outcomes add, gathered. */
class PostingsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T15:04:05Z");
    private static final Account ACME = new Account("acme", "m", "e");

    private final Postings postings = new Postings();
    private final List<Record<byte[], byte[]>> out = new ArrayList<>();

    @Test
    void whatIsOfOneAccountAndMinuteGoesOnTogether() {
        postings.add(bill(NOW, ACME, 40), NOW);
        postings.add(bill(NOW.plusSeconds(54), ACME, 2), NOW);
        postings.add(bill(NOW.plusSeconds(55), ACME, 7), NOW);
        postings.add(bill(NOW, new Account("other", "m", "e"), 9), NOW);
        postings.post(NOW, out::add);

        long minute = Instant.parse("2026-11-22T15:04:00Z").toEpochMilli();
        assertThat(out)
                .extracting(record -> RowCodec.posting(record.value()))
                .containsExactly(
                        new Delta(ACME, minute, tally(42)),
                        new Delta(ACME, minute + 60_000, tally(7)),
                        new Delta(new Account("other", "m", "e"), minute, tally(9)));
        assertThat(out.get(0).key()).isEqualTo("acme".getBytes(StandardCharsets.UTF_8));
        assertThat(out.get(0).timestamp()).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void whatSaysNoTimeCountsWhenItIsPublished() {
        Bill bill = new Bill(Optional.empty(), bill(NOW, ACME, 1).lines());
        postings.add(bill, NOW.plusSeconds(60));
        postings.post(NOW, out::add);

        assertThat(((Delta) RowCodec.posting(out.get(0).value())).minute())
                .isEqualTo(Instant.parse("2026-11-22T15:05:00Z").toEpochMilli());
    }

    @Test
    void nothingIsPostedTwice() {
        postings.add(bill(NOW, ACME, 1), NOW);
        postings.add(Bill.NONE, NOW);
        postings.post(NOW, out::add);
        postings.post(NOW, out::add);

        assertThat(out).hasSize(1);
    }

    private static Bill bill(Instant at, Account account, long tokens) {
        return new Bill(Optional.of(at), List.of(new Bill.Line(account, tally(tokens))));
    }

    private static Tally tally(long tokens) {
        return new Tally.Builder()
                .add(Count.TOTAL_TOKENS, tokens)
                .cost("USD", BigDecimal.valueOf(tokens, 12))
                .build();
    }
}
