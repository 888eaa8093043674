package dev.sluice.localstack.endpoint;

import dev.sluice.localstack.endpoint.chat.Answer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps what the last right answers said of their tokens. Safe for several threads. */
final class AnswerRecorder {

    private final Map<String, Answer.Usage> last = new LinkedHashMap<>();
    private final int capacity;

    AnswerRecorder(int capacity) {
        this.capacity = capacity;
    }

    synchronized void add(PreparedAnswer answer) {
        last.put(answer.id(), answer.usage());
        if (last.size() > capacity) {
            last.remove(last.keySet().iterator().next());
        }
    }

    synchronized Map<String, Answer.Usage> all() {
        return Map.copyOf(last);
    }
}
