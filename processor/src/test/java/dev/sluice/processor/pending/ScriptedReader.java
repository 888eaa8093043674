package dev.sluice.processor.pending;

import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.Subject;
import dev.sluice.processor.usage.Account;
import dev.sluice.processor.usage.Bill;
import dev.sluice.processor.usage.Count;
import dev.sluice.processor.usage.Lines;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Position;
import dev.sluice.v1.Priority;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Judges by a record's first word: {@code refuse}, {@code await 7} until schema 7 is known, anything else is ready. Further
 * words are fields: {@code id=1 tenant=acme priority=HIGH by=1500}, the last a deadline in seconds since the epoch.
 */
public final class ScriptedReader implements RequestReader {
    /** What a refused record ends as. */
    public static final Outcome REFUSAL =
            new Outcome(
                    Outcome.Kind.FAILURE,
                    "refused".getBytes(StandardCharsets.UTF_8),
                    new Bill(
                            Optional.empty(),
                            List.of(Lines.of(new Account("", "", ""), Count.FAILED_REQUESTS, 1))));

    private final Map<Integer, List<Runnable>> waiting = new TreeMap<>();
    private final List<Integer> known = new ArrayList<>();

    @Override
    public Verdict read(
            Position position, Instant appendedAt, Instant admittedAt, byte @Nullable [] value) {
        String text = value == null ? "refuse" : new String(value, StandardCharsets.UTF_8);
        if (text.startsWith("refuse")) {
            return new Verdict.Refused(REFUSAL);
        }
        if (text.startsWith("defect")) {
            throw new IllegalStateException("a defect that quotes " + text);
        }
        if (text.startsWith("await ")) {
            int schema = Integer.parseInt(text.split(" ", -1)[1]);
            if (!known.contains(schema)) {
                return new Verdict.AwaitingSchema(schema);
            }
        }
        ChatRequest.Builder request =
                ChatRequest.newBuilder()
                        .setId(field(text, "id").orElse(text))
                        .setModel("any")
                        .setMessages(List.<ChatMessage>of());
        field(text, "tenant").ifPresent(request::setTenant);
        field(text, "priority").map(Priority::valueOf).ifPresent(request::setPriority);
        field(text, "by")
                .map(Long::parseLong)
                .map(Instant::ofEpochSecond)
                .ifPresent(request::setDeadline);
        return new Verdict.Ready(new Subject(position, request.build(), appendedAt, admittedAt));
    }

    private static Optional<String> field(String text, String name) {
        return Pattern.compile(" ")
                .splitAsStream(text)
                .filter(word -> word.startsWith(name + "="))
                .map(word -> word.substring(name.length() + 1))
                .findFirst();
    }

    @Override
    public void whenReadable(int schemaId, Runnable then) {
        waiting.computeIfAbsent(schemaId, id -> new ArrayList<>()).add(then);
    }

    /** How many records wait for a schema. */
    public int waiting(int schemaId) {
        return waiting.getOrDefault(schemaId, List.of()).size();
    }

    /** The registry gave the schema. */
    public void know(int schemaId) {
        known.add(schemaId);
        List<Runnable> callbacks = waiting.remove(schemaId);
        if (callbacks != null) {
            callbacks.forEach(Runnable::run);
        }
    }
}
