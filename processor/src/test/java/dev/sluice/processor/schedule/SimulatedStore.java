package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.outcome.Subject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the durable store holds: published and not yet answered, and what was done for it. */
final class SimulatedStore {
    private final Map<String, Subject> unanswered = new LinkedHashMap<>();
    private final Map<String, Kept> kept = new HashMap<>();
    private int answered;

    void publish(Subject subject) {
        unanswered.put(SimulatedRequests.key(subject), subject);
    }

    /** The one outcome of a request. */
    Subject answer(String key) {
        Subject subject = unanswered.remove(key);
        assertThat(subject).as("delivered once over all tasks").isNotNull();
        answered++;
        return subject;
    }

    void keep(String key, Kept past) {
        assertThat(unanswered).as("postponed while unanswered").containsKey(key);
        kept.put(key, past);
    }

    Kept kept(String key) {
        return kept.getOrDefault(key, Kept.NOTHING);
    }

    boolean isUnanswered(String key) {
        return unanswered.containsKey(key);
    }

    List<Subject> unanswered() {
        return List.copyOf(unanswered.values());
    }

    int answered() {
        return answered;
    }
}
