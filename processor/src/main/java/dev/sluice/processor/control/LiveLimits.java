package dev.sluice.processor.control;

import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.LimitConfig;
import dev.sluice.processor.config.LimitDraft;
import dev.sluice.processor.config.LimitIndex;
import dev.sluice.processor.config.LimitValidator;
import dev.sluice.processor.config.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The limits in force: those of the configuration, as far as nothing else is set. What is set for a name takes the place of
 * the whole limit of that name. Pure; for one thread.
 */
public final class LiveLimits {
    private final Map<String, LimitConfig> configured;
    private final LimitValidator validator;
    private final LimitIndex index = new LimitIndex();
    private final Map<String, LimitInForce> set = new TreeMap<>();

    /**
     * @param configured the limits of the configuration, by name
     * @param endpoints names of the configured endpoints
     */
    public LiveLimits(Map<String, LimitConfig> configured, Set<String> endpoints) {
        this.configured = Map.copyOf(configured);
        this.validator = new LimitValidator(endpoints);
        configured.values().forEach(index::add);
    }

    /**
     * Sets a limit.
     *
     * @param source who says so
     * @return how it differs from what was in force; empty if it does not
     * @throws ConfigException if it breaks a rule, or limits what another limit does; nothing has changed then
     */
    public Optional<LimitChange> set(String name, LimitDraft draft, String source) {
        LimitInForce next = new LimitInForce(validator.check(name, draft), source);
        Optional<LimitChange> change = replace(name, Optional.of(next.limit()));
        set.put(name, next);
        return change;
    }

    /**
     * Takes back what is set for a name: what is configured for it counts again.
     *
     * @return how that differs from what was in force; empty if it does not
     * @throws ConfigException if what is configured limits what another limit does by now; nothing has changed then
     */
    public Optional<LimitChange> unset(String name) {
        Optional<LimitChange> change = replace(name, Optional.ofNullable(configured.get(name)));
        set.remove(name);
        return change;
    }

    /** Whether something is set for a name. */
    public boolean isSet(String name) {
        return set.containsKey(name);
    }

    /** All that are in force. */
    public Collection<LimitConfig> limits() {
        return inForce().stream().map(LimitInForce::limit).toList();
    }

    /** All that are in force, by name, with who says so. */
    public Collection<LimitInForce> inForce() {
        Map<String, LimitInForce> inForce = new TreeMap<>();
        configured.forEach(
                (name, limit) ->
                        inForce.put(name, new LimitInForce(limit, LimitInForce.CONFIGURATION)));
        inForce.putAll(set);
        return inForce.values();
    }

    /** How what is set differs from the configuration; a line for each limit, with who says so. */
    List<String> differences() {
        return set.entrySet().stream()
                .flatMap(
                        entry ->
                                change(
                                        entry.getKey(),
                                        Optional.ofNullable(configured.get(entry.getKey())),
                                        Optional.of(entry.getValue().limit()))
                                        .map(
                                                change ->
                                                        change
                                                                + " (from "
                                                                + entry.getValue().source()
                                                                + ")")
                                        .stream())
                .toList();
    }

    private Optional<LimitChange> replace(String name, Optional<LimitConfig> next) {
        List<Problem> problems = next.map(index::conflicts).orElse(List.of());
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        Optional<LimitConfig> before = find(name);
        before.ifPresent(index::remove);
        next.ifPresent(index::add);
        return change(name, before, next);
    }

    private Optional<LimitConfig> find(String name) {
        return Stream.of(
                        Optional.ofNullable(set.get(name)).map(LimitInForce::limit),
                        Optional.ofNullable(configured.get(name)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<LimitChange> change(
            String name, Optional<LimitConfig> before, Optional<LimitConfig> after) {
        return before.equals(after)
                ? Optional.empty()
                : Optional.of(new LimitChange(name, before, after));
    }
}
