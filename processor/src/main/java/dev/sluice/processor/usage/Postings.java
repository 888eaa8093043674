package dev.sluice.processor.usage;

import dev.sluice.v1.WindowSize;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The outcomes that a stream thread forwards in one go, added up by account and minute: so fewer records have to go on to
 * where usage is added up. They leave in the transaction of their outcomes, and must be posted before the thread's turn ends,
 * for it may commit then.
 */
public final class Postings {
    private record Slot(Account account, long minute) {}

    private final Map<Slot, Tally> open = new LinkedHashMap<>();
    private final Map<Bill.Sender, Long> calls = new LinkedHashMap<>();

    /**
     * Adds what an outcome adds.
     *
     * @param published when it is published
     */
    public void add(Bill bill, Instant published) {
        if (bill.lines().isEmpty()) {
            return;
        }
        long minute =
                TimeWindow.at(WindowSize.MINUTE, bill.at().orElse(published).toEpochMilli())
                        .start();
        for (Bill.Line line : bill.lines()) {
            open.merge(new Slot(line.account(), minute), line.tally(), Tally::plus);
        }
        for (Bill.Sender sender : bill.calls()) {
            calls.merge(sender, 1L, Long::sum);
        }
    }

    /** Whether there is nothing to post. */
    public boolean isEmpty() {
        return open.isEmpty();
    }

    /**
     * Hands over everything that was added since.
     *
     * @param now record time: what is late is judged by it
     * @param to takes records whose key is the tenant, or the run of an instance, which brings together all that is theirs
     */
    public void post(Instant now, Consumer<Record<byte[], byte[]>> to) {
        if (open.isEmpty()) {
            return;
        }
        long at = now.toEpochMilli();
        open.forEach(
                (slot, tally) ->
                        to.accept(
                                record(
                                        slot.account().tenant(),
                                        RowCodec.encode(
                                                new Delta(slot.account(), slot.minute(), tally)),
                                        at)));
        calls.forEach((sender, count) -> to.accept(recorded(sender, count, at)));
        open.clear();
        calls.clear();
    }

    private static Record<byte[], byte[]> recorded(Bill.Sender sender, long count, long at) {
        SentCalls calls =
                new SentCalls(sender.instance(), sender.endpoint(), count, OptionalLong.empty());
        return record(sender.instance(), RowCodec.encode(calls), at);
    }

    private static Record<byte[], byte[]> record(String key, byte[] value, long at) {
        return new Record<>(key.getBytes(StandardCharsets.UTF_8), value, at);
    }
}
