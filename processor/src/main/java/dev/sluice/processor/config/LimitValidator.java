package dev.sluice.processor.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds limits that come from elsewhere than the file to the same rules, with the same messages. */
public final class LimitValidator {
    private final Set<String> endpoints;

    /**
     * @param endpoints names of those that are configured
     */
    public LimitValidator(Set<String> endpoints) {
        this.endpoints = Set.copyOf(endpoints);
    }

    /**
     * A limit that keeps all rules that concern it alone; for those between limits see {@link LimitIndex}.
     *
     * @param name its name
     * @throws ConfigException if there is any problem; it holds all of them, by the keys of the file. None repeats a value,
     *     nor a name that cannot be one
     */
    public LimitConfig check(String name, LimitDraft draft) {
        Problems problems = new Problems();
        if (!Limits.isName(name)) {
            problems.add(Keys.LIMITS, Limits.NAME_RULE);
            problems.throwIfAny();
        }
        Values values = new Values(draft.in(Keys.LIMITS + "." + name), Map.of(), problems);
        Optional<LimitConfig> limit = new LimitReader(name, values, problems).read(endpoints);
        problems.throwIfAny();
        return limit.orElseThrow();
    }
}
