package dev.sluice.processor.tokens;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What was learned, by tenant and model; those that were not asked for longest are forgotten. Safe for several threads. */
final class Pairs {
    /** Tenants' and models' names come from requests. */
    static final int MOST = 10_000;

    private static final float LOAD_FACTOR = 0.75f;

    private record Pair(String tenant, String model) {}

    private final Learned nothing;
    private final Map<Pair, Learned> pairs =
            new LinkedHashMap<>(16, LOAD_FACTOR, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Pair, Learned> eldest) {
                    return size() > MOST;
                }
            };

    /**
     * @param nothing what is taken for learned where nothing was
     */
    Pairs(Learned nothing) {
        this.nothing = nothing;
    }

    synchronized Learned get(String tenant, String model) {
        return pairs.getOrDefault(new Pair(tenant, model), nothing);
    }

    synchronized void update(String tenant, String model, UnaryOperator<Learned> lesson) {
        Pair pair = new Pair(tenant, model);
        pairs.put(pair, lesson.apply(pairs.getOrDefault(pair, nothing)));
    }

    synchronized int size() {
        return pairs.size();
    }
}
