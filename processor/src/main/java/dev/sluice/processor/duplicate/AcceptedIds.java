package dev.sluice.processor.duplicate;

import java.util.OptionalLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The ids of one partition's requests that were let in. Each is looked for by its exact key in the buckets where it can
 * be: where it is not, which is nearly always so, a Bloom filter says so.
 *
 * <p>Confined to its stream thread.
 */
final class AcceptedIds {
    private final WindowStore<Bytes, byte[]> store;
    private final Buckets buckets;

    AcceptedIds(WindowStore<Bytes, byte[]> store, Buckets buckets) {
        this.store = store;
        this.buckets = buckets;
    }

    /**
     * Tells where a request was let in that this one repeats. Where there is none, this one is remembered. A request that
     * is remembered already, because it is looked at again, repeats nothing.
     *
     * @param id what stands for its tenant and id
     * @param offset where it stands
     * @param time when it came
     * @param now the log's time, not before that; both in milliseconds since the epoch
     */
    OptionalLong firstOrRemember(Bytes id, long offset, long time, long now) {
        OptionalLong first = OptionalLong.empty();
        long bucket = buckets.start(now);
        for (int i = 0; i < Buckets.LIVE && bucket >= 0; i++) {
            byte[] value = store.fetch(id, bucket);
            if (value != null) {
                Acceptance acceptance = Acceptance.decode(value);
                if (acceptance.offset() == offset) {
                    return OptionalLong.empty();
                }
                if (Math.abs(acceptance.time() - time) < buckets.windowMillis()) {
                    first = OptionalLong.of(acceptance.offset());
                }
            }
            bucket = buckets.before(bucket);
        }
        // One that is looked at again long after it came was remembered, and is not any more.
        if (first.isEmpty() && now - time < buckets.windowMillis()) {
            store.put(id, new Acceptance(offset, time).encode(), buckets.start(time));
        }
        return first;
    }
}
