package dev.sluice.processor.limit;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The buckets of all endpoints, or of all tenants. Those of tenants that no rule names are made when they are first asked
 * for, and dropped when a new one would be as good: then, as each comes, two that were not asked for longest are looked at,
 * so that there are never many more than are in use.
 */
final class Places {
    private static final Bucket[] NONE = {};
    private static final Place NOWHERE = new Place(NONE);
    private static final float LOAD_FACTOR = 0.75f;

    private final Kind kind;
    private final RuleBook rules;
    private final BucketMaker maker;
    private final Set<String> models = new HashSet<>();
    private final Map<String, Place> named = new HashMap<>();

    /** In the order in which they were last asked for. */
    private final Map<String, Place> unnamed = new LinkedHashMap<>(16, LOAD_FACTOR, true);

    private final boolean forEach;

    Places(Kind kind, RuleBook rules, BucketMaker maker, long now) {
        this.kind = kind;
        this.rules = rules;
        this.maker = maker;
        for (Scope scope : rules.scopes()) {
            if (kind.has(scope)) {
                scope.onlyModel().ifPresent(models::add);
                if (!scope.isEach()) {
                    named.computeIfAbsent(scope.owner(), name -> make(name, now));
                }
            }
        }
        this.forEach = rules.scopes().stream().anyMatch(scope -> kind.has(scope) && scope.isEach());
        named.forEach((name, place) -> models.forEach(model -> part(name, place, model, now)));
    }

    /** Makes all that another one has, as far as rules ask for it. */
    void takeOver(Places before, long now) {
        takeOver(before.named, now);
        takeOver(before.unnamed, now);
    }

    /** Those that count all that an endpoint or a tenant does. */
    Bucket[] whole(String name, long now) {
        return place(name, now).whole();
    }

    /** Those that count what it does with a model. */
    Bucket[] part(String name, String model, long now) {
        return models.contains(model) ? part(name, place(name, now), model, now) : NONE;
    }

    void each(Consumer<Bucket> action) {
        eachNamed(action);
        unnamed.values().forEach(place -> place.each(action));
    }

    /** Those of endpoints or tenants that a rule names. */
    void eachNamed(Consumer<Bucket> action) {
        named.values().forEach(place -> place.each(action));
    }

    /** How many are kept that no rule names. */
    int unnamed() {
        return unnamed.size();
    }

    private void takeOver(Map<String, Place> others, long now) {
        others.forEach(
                (name, other) -> {
                    Place place = place(name, now);
                    for (String model : other.models()) {
                        if (models.contains(model)) {
                            part(name, place, model, now);
                        }
                    }
                });
    }

    private Bucket[] part(String name, Place place, String model, long now) {
        if (place == NOWHERE) {
            return NONE;
        }
        Bucket[] known = place.part(model);
        if (known != null) {
            return known;
        }
        Bucket[] made = buckets(kind.part(name, model), now);
        place.add(model, made);
        return made;
    }

    private Place place(String name, long now) {
        Place known = named.get(name);
        if (known != null) {
            return known;
        }
        if (!forEach) {
            return NOWHERE;
        }
        Place kept = unnamed.get(name);
        if (kept != null) {
            return kept;
        }
        drop(now);
        drop(now);
        Place made = make(name, now);
        unnamed.put(name, made);
        return made;
    }

    private Place make(String name, long now) {
        return new Place(buckets(kind.whole(name), now));
    }

    private Bucket[] buckets(Scope scope, long now) {
        Collection<Term> terms = rules.of(scope);
        return terms.stream().map(term -> maker.make(scope, term, now)).toArray(Bucket[]::new);
    }

    /** Looks at the one that was not asked for longest; if it is of use still, it is the last to be looked at again. */
    private void drop(long now) {
        Iterator<Map.Entry<String, Place>> places = unnamed.entrySet().iterator();
        if (places.hasNext()) {
            Map.Entry<String, Place> eldest = places.next();
            places.remove();
            if (!eldest.getValue().isIdle(now)) {
                unnamed.put(eldest.getKey(), eldest.getValue());
            }
        }
    }
}
