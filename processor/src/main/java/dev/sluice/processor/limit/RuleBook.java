package dev.sluice.processor.limit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The rules, by what they match. */
final class RuleBook {
    static final RuleBook EMPTY = new RuleBook();

    private final Map<Scope, Map<Dimension, Term>> terms = new HashMap<>();

    private RuleBook() {}

    /**
     * @param before the rules until now: what stays keeps its counts, and is not new
     * @throws IllegalArgumentException if two rules limit the same
     */
    static RuleBook of(Collection<LimitRule> rules, RuleBook before, long now) {
        RuleBook book = new RuleBook();
        for (LimitRule rule : rules) {
            for (Dimension dimension : rule.values().keySet()) {
                book.add(before.next(rule, dimension, now));
            }
        }
        return book;
    }

    /** The rules that count for a scope: its own if it has any, else those for each tenant. */
    Collection<Term> of(Scope scope) {
        Map<Dimension, Term> own = terms.get(scope);
        return (own != null ? own : terms.getOrDefault(scope.each(), Map.of())).values();
    }

    Set<Scope> scopes() {
        return terms.keySet();
    }

    /** All that are for each tenant. */
    List<Term> forEach() {
        List<Term> found = new ArrayList<>();
        terms.forEach(
                (scope, byDimension) -> {
                    if (scope.isEach()) {
                        found.addAll(byDimension.values());
                    }
                });
        return found;
    }

    private void add(Term term) {
        Term other =
                terms.computeIfAbsent(term.rule().scope(), scope -> new TreeMap<>())
                        .putIfAbsent(term.dimension(), term);
        if (other != null) {
            throw new IllegalArgumentException(
                    "The limits %s and %s both limit %s of %s"
                            .formatted(
                                    other.rule().name(),
                                    term.rule().name(),
                                    term.dimension().label(),
                                    term.rule().scope()));
        }
    }

    private Term next(LimitRule rule, Dimension dimension, long now) {
        Term before = terms.getOrDefault(rule.scope(), Map.of()).get(dimension);
        return before == null
                ? new Term(rule, dimension, now, new Tally())
                : new Term(rule, dimension, before.since(), before.tally());
    }
}
