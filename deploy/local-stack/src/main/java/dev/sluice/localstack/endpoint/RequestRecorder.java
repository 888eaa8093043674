package dev.sluice.localstack.endpoint;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Keeps the last requests, bounded in number and size. Safe for several threads. */
final class RequestRecorder {

    private static final long MAX_CHARACTERS = 64L * 1_048_576;

    private final Deque<ReceivedRequest> last = new ArrayDeque<>();
    private final int capacity;
    private long characters;
    private long number;

    RequestRecorder(int capacity) {
        this.capacity = capacity;
    }

    void add(HttpServerRequest request, Buffer body, long arrivedMillis) {
        if (capacity == 0) {
            return;
        }
        Map<String, String> headers = new HashMap<>();
        request.headers()
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        add(arrivedMillis, request.uri(), headers, body.toString());
    }

    private synchronized void add(
            long arrivedMillis, String path, Map<String, String> headers, String body) {
        number++;
        last.addLast(new ReceivedRequest(number, arrivedMillis, path, headers, body));
        characters += body.length();
        while (last.size() > capacity || (characters > MAX_CHARACTERS && last.size() > 1)) {
            characters -= last.removeFirst().body().length();
        }
    }

    synchronized List<ReceivedRequest> all() {
        return List.copyOf(last);
    }
}
