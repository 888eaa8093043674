package dev.sluice.processor.dispatch;

import dev.sluice.processor.route.Routing;
import dev.sluice.v1.Attempt;
import dev.sluice.v1.FailureReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was done for a request so far. It is kept with the pending request, so that a restart changes nothing.
 *
 * @param attempts the calls that gave no completion, oldest first; never changed
 * @param trimmedMessages how many of the oldest messages are left out, lest the rest not fit the model's context
 */
public record Past(List<Attempt> attempts, int trimmedMessages) {
    /** Nothing yet. */
    public static final Past NONE = new Past(List.of(), 0);

    /** Keeps its own list. */
    public Past {
        attempts = List.copyOf(attempts);
    }

    /** The same, and one more call. */
    public Past and(Attempt attempt) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.add(attempt);
        return new Past(all, trimmedMessages);
    }

    /** The same with so many messages left out. */
    public Past trimmed(int messages) {
        return new Past(attempts, messages);
    }

    /** Why the last call failed. */
    public Optional<FailureReason> lastCause() {
        return last().map(Attempt::getReason);
    }

    /** Where the last call went. */
    public Optional<String> lastEndpoint() {
        return last().map(Attempt::getEndpoint);
    }

    /** Where the request may still go: not to an endpoint that has refused it for good. */
    public Optional<Routing.Route> left(Routing.Route route) {
        if (attempts.isEmpty()) {
            return Optional.of(route);
        }
        Set<String> refused =
                attempts.stream()
                        .filter(attempt -> attempt.getReason() != null)
                        .filter(attempt -> Repeat.of(attempt.getReason()) == Repeat.ELSEWHERE)
                        .map(Attempt::getEndpoint)
                        .collect(Collectors.toSet());
        return route.without(refused);
    }

    private Optional<Attempt> last() {
        return attempts.isEmpty()
                ? Optional.empty()
                : Optional.of(attempts.get(attempts.size() - 1));
    }
}
