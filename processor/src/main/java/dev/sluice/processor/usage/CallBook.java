package dev.sluice.processor.usage;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which calls left nothing. A run of an instance that is over has sent so many; those that are on no outcome are lost. A call
 * that failed may be on the outcome of a request that still waits: it counts as lost until that outcome is there.
 */
final class CallBook {
    private final KeyValueStore<Bytes, byte[]> rows;
    private final Consumer<Record<byte[], byte[]>> corrections;

    /**
     * @param rows calls by run and endpoint
     * @param corrections takes what is added to lost calls, on its way to their own row
     */
    CallBook(KeyValueStore<Bytes, byte[]> rows, Consumer<Record<byte[], byte[]>> corrections) {
        this.rows = rows;
        this.corrections = corrections;
    }

    /**
     * Takes down what became known.
     *
     * @param now in milliseconds since the epoch
     */
    void add(SentCalls calls, long now) {
        Bytes key = key(calls);
        byte[] stored = rows.get(key);
        CallsRow row = stored == null ? new CallsRow(0L, null, 0L, 0L) : RowCodec.calls(stored);
        row.setRecorded(row.getRecorded() + calls.recorded());
        if (calls.sent().isPresent() && row.getSent() == null) {
            row.setSent(calls.sent().getAsLong());
            row.setMinute(now - Math.floorMod(now, 60_000L));
        }
        Long sent = row.getSent();
        if (sent != null) {
            long lost = Math.max(0, sent - row.getRecorded());
            correct(calls.endpoint(), row.getMinute(), lost - row.getLost(), now);
            row.setLost(lost);
        }
        rows.put(key, RowCodec.encode(row));
    }

    private void correct(String endpoint, long minute, long more, long now) {
        if (more != 0) {
            Account nobody = new Account("", "", endpoint);
            Tally tally = new Tally.Builder().add(Count.LOST_ATTEMPTS, more).build();
            corrections.accept(
                    new Record<>(
                            new byte[0], RowCodec.encode(new Delta(nobody, minute, tally)), now));
        }
    }

    /** Neither names of endpoints nor of runs hold a slash. */
    private static Bytes key(SentCalls calls) {
        String text = calls.instance() + "/" + calls.endpoint();
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
