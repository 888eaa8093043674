package dev.sluice.processor.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The buckets of one endpoint or tenant: of all that it does, and of what it does with each model that rules name. */
final class Place {
    private final Bucket[] whole;
    private final Map<String, Bucket[]> byModel = new HashMap<>(0);

    Place(Bucket[] whole) {
        this.whole = whole;
    }

    Bucket[] whole() {
        return whole;
    }

    /** Those of a model; null if it has none yet. */
    Bucket @Nullable [] part(String model) {
        return byModel.get(model);
    }

    /**
     * @param model one that a rule names, since they are kept
     */
    void add(String model, Bucket[] buckets) {
        byModel.put(model, buckets);
    }

    /** The models of which it has buckets. */
    Set<String> models() {
        return byModel.keySet();
    }

    boolean isIdle(long now) {
        return isIdle(whole, now)
                && byModel.values().stream().allMatch(buckets -> isIdle(buckets, now));
    }

    void each(Consumer<Bucket> action) {
        visit(whole, action);
        byModel.values().forEach(buckets -> visit(buckets, action));
    }

    private static void visit(Bucket[] buckets, Consumer<Bucket> action) {
        for (Bucket bucket : buckets) {
            action.accept(bucket);
        }
    }

    private static boolean isIdle(Bucket[] buckets, long now) {
        for (Bucket bucket : buckets) {
            if (!bucket.isIdle(now)) {
                return false;
            }
        }
        return true;
    }
}
