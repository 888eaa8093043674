package dev.sluice.processor.limit;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The grants of calls that are out, linked with each other. */
final class Outstanding {
    private @Nullable Grant first;

    void add(Grant grant) {
        Grant second = first;
        grant.after = second;
        if (second != null) {
            second.before = grant;
        }
        first = grant;
    }

    void remove(Grant grant) {
        Grant before = grant.before;
        Grant after = grant.after;
        if (before != null) {
            before.after = after;
        } else {
            first = after;
        }
        if (after != null) {
            after.before = before;
        }
        grant.before = null;
        grant.after = null;
    }

    void each(Consumer<Grant> action) {
        for (Grant grant = first; grant != null; grant = grant.after) {
            action.accept(grant);
        }
    }
}
