package dev.sluice.processor.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

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

    /**
     * @param model one that a rule names, since they are kept
     */
    Bucket[] of(String model, Function<String, Bucket[]> make) {
        Bucket[] known = byModel.get(model);
        if (known != null) {
            return known;
        }
        Bucket[] made = make.apply(model);
        byModel.put(model, made);
        return made;
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
