package dev.sluice.processor.openai.stream;

import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.processor.openai.JsonCursor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends a plain answer as a server might stream it, broken up at random. */
final class Streamer {
    private static final Set<String> TEXTS =
            Set.of("content", "refusal", "reasoning", "reasoning_content");
    private static final Set<String> INNER_TEXTS = Set.of("arguments", "data", "transcript");

    /** One field of a piece of a choice. */
    private record Fragment(boolean inDelta, String name, String json) {}

    private final Random random;

    Streamer(Random random) {
        this.random = random;
    }

    /** The stream, in chunks of JSON. */
    List<String> chunks(String plain) throws IOException {
        Map<String, String> top = fields(plain);
        List<String> choices = elements(top.remove("choices"));
        String usage = top.remove("usage");
        top.replace("object", "\"chat.completion.chunk\"");
        List<Deque<Fragment>> queues = new ArrayList<>();
        for (String choice : choices) {
            queues.add(new ArrayDeque<>(fragments(fields(choice))));
        }
        boolean repeatsTop = random.nextBoolean();
        boolean repeatsUsage = random.nextBoolean();
        List<String> chunks = new ArrayList<>();
        if (random.nextInt(4) == 0) {
            chunks.add(chunk(top, usage != null && repeatsUsage ? "null" : null, List.of()));
        }
        while (queues.stream().anyMatch(queue -> !queue.isEmpty())) {
            List<String> pieces = new ArrayList<>();
            for (int index = 0; index < queues.size(); index++) {
                if (!queues.get(index).isEmpty() && random.nextInt(queues.size()) == 0) {
                    pieces.add(piece(index, queues.get(index)));
                }
            }
            boolean withTop = repeatsTop || chunks.isEmpty();
            if (!pieces.isEmpty()) {
                chunks.add(chunk(withTop ? top : Map.of(), repeatsUsage ? usage : null, pieces));
            }
        }
        if (usage != null) {
            chunks.add(chunk(repeatsTop ? top : Map.of(), usage, List.of()));
        }
        return chunks;
    }

    /** The events of the stream in one of their forms, and the mark of the end if wanted. */
    byte[] bytes(List<String> chunks, boolean withDone) {
        String lineEnd = List.of("\n", "\r", "\r\n").get(random.nextInt(3));
        StringBuilder stream = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFF" : "");
        for (String chunk : chunks) {
            if (random.nextInt(4) == 0) {
                stream.append(": a comment").append(random.nextBoolean() ? "\n\n" : "\n");
            }
            String data = random.nextInt(4) == 0 ? chunk.replaceFirst("\\{", "{\ndata: ") : chunk;
            stream.append(random.nextBoolean() ? "data: " : "data:").append(data).append("\n\n");
        }
        stream.append(withDone ? "data: [DONE]" + (random.nextBoolean() ? "\n\n" : "") : "");
        return stream.toString().replace("\n", lineEnd).getBytes(StandardCharsets.UTF_8);
    }

    private static String chunk(
            Map<String, String> top, @Nullable String usage, List<String> pieces) {
        Map<String, String> fields = new LinkedHashMap<>(top);
        fields.put("choices", pieces.toString());
        if (usage != null) {
            fields.put("usage", usage);
        }
        return object(fields);
    }

    private String piece(int index, Deque<Fragment> queue) {
        Map<String, String> delta = new LinkedHashMap<>();
        Map<String, String> around = new LinkedHashMap<>();
        around.put("index", Integer.toString(index));
        do {
            Fragment next = queue.remove();
            (next.inDelta() ? delta : around).put(next.name(), next.json());
        } while (!queue.isEmpty() && random.nextBoolean() && isNew(queue.peek(), delta, around));
        if (!delta.isEmpty() && random.nextInt(4) == 0) {
            delta.putIfAbsent("content", "null");
        }
        around.put("delta", object(delta));
        return object(around);
    }

    private static boolean isNew(
            Fragment fragment, Map<String, String> delta, Map<String, String> around) {
        return !(fragment.inDelta() ? delta : around).containsKey(fragment.name());
    }

    private List<Fragment> fragments(Map<String, String> choice) throws IOException {
        List<Fragment> fragments = new ArrayList<>();
        choice.remove("index");
        String reason = choice.remove("finish_reason");
        for (Map.Entry<String, String> field : choice.entrySet()) {
            switch (field.getKey()) {
                case "message" -> message(fields(field.getValue()), fragments);
                case "logprobs" -> logprobs(field.getValue(), fragments);
                default -> fragments.add(new Fragment(false, field.getKey(), field.getValue()));
            }
        }
        fragments.add(new Fragment(false, "finish_reason", reason));
        return fragments;
    }

    private void message(Map<String, String> message, List<Fragment> fragments) throws IOException {
        for (Map.Entry<String, String> field : message.entrySet()) {
            String name = field.getKey();
            String json = field.getValue();
            if (TEXTS.contains(name) && json.startsWith("\"")) {
                for (String part : parts(text(json))) {
                    fragments.add(new Fragment(true, name, part));
                }
            } else if (name.equals("tool_calls")) {
                calls(json, fragments);
            } else if (json.startsWith("[")) {
                split(json).forEach(part -> fragments.add(new Fragment(true, name, part)));
            } else if (name.equals("audio") || name.equals("function_call")) {
                for (Map<String, String> part : pieces(json)) {
                    fragments.add(new Fragment(true, name, object(part)));
                }
            } else {
                fragments.add(new Fragment(true, name, json));
                if (random.nextInt(4) == 0) {
                    fragments.add(new Fragment(true, name, json));
                }
            }
        }
    }

    private void logprobs(String json, List<Fragment> fragments) throws IOException {
        if (!json.startsWith("{")) {
            fragments.add(new Fragment(false, "logprobs", json));
            return;
        }
        fragments.add(new Fragment(false, "logprobs", "{}"));
        for (Map.Entry<String, String> field : fields(json).entrySet()) {
            List<String> parts =
                    field.getValue().startsWith("[")
                            ? split(field.getValue())
                            : List.of(field.getValue());
            for (String part : parts) {
                String piece = object(Map.of(field.getKey(), part));
                fragments.add(new Fragment(false, "logprobs", piece));
            }
        }
    }

    /** The pieces of all calls, mixed, those of one call in order. */
    private void calls(String json, List<Fragment> fragments) throws IOException {
        List<String> calls = elements(json);
        List<Deque<String>> queues = new ArrayList<>();
        for (int index = 0; index < calls.size(); index++) {
            queues.add(new ArrayDeque<>(call(index, fields(calls.get(index)))));
        }
        while (queues.stream().anyMatch(queue -> !queue.isEmpty())) {
            Deque<String> queue = queues.get(random.nextInt(queues.size()));
            if (!queue.isEmpty()) {
                fragments.add(new Fragment(true, "tool_calls", "[" + queue.remove() + "]"));
            }
        }
    }

    private List<String> call(int index, Map<String, String> call) throws IOException {
        String function = call.remove("function");
        boolean repeats = random.nextBoolean();
        List<Map<String, String>> functions = new ArrayList<>();
        functions.add(Map.of());
        if (function != null) {
            functions = pieces(function);
        }
        List<String> pieces = new ArrayList<>();
        for (Map<String, String> part : functions) {
            Map<String, String> piece = new LinkedHashMap<>();
            piece.put("index", Integer.toString(index));
            if (repeats || pieces.isEmpty()) {
                piece.putAll(call);
            }
            if (function != null) {
                piece.put("function", object(part));
            }
            pieces.add(object(piece));
        }
        return pieces;
    }

    /** An object in pieces: texts in parts, all else in the first piece and maybe again. */
    private List<Map<String, String>> pieces(String json) throws IOException {
        boolean repeats = random.nextBoolean();
        Map<String, String> fields = fields(json);
        List<Map<String, String>> pieces = new ArrayList<>();
        Map<String, String> first = new LinkedHashMap<>(fields);
        first.replaceAll((name, value) -> INNER_TEXTS.contains(name) ? "\"\"" : value);
        pieces.add(first);
        for (Map.Entry<String, String> field : fields.entrySet()) {
            if (INNER_TEXTS.contains(field.getKey())) {
                for (String part : parts(text(field.getValue()))) {
                    Map<String, String> piece = new LinkedHashMap<>();
                    if (repeats) {
                        piece.putAll(first);
                    }
                    piece.put(field.getKey(), part);
                    pieces.add(piece);
                }
            }
        }
        return pieces;
    }

    /** The text in pieces, cut anywhere, even inside a surrogate pair; at least one piece. */
    private List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        do {
            int to = from + random.nextInt(text.length() - from + 1);
            parts.add(quoted(text.substring(from, to)));
            from = to;
        } while (from < text.length());
        return parts;
    }

    /** The array in pieces; at least one. */
    private List<String> split(String array) throws IOException {
        List<String> elements = elements(array);
        List<String> pieces = new ArrayList<>();
        int from = 0;
        do {
            int to = from + random.nextInt(elements.size() - from + 1);
            pieces.add("[" + String.join(",", elements.subList(from, to)) + "]");
            from = to;
        } while (from < elements.size());
        return pieces;
    }

    private String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        boolean escapesAll = random.nextBoolean();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= ' ' && c != '"' && c != '\\' && c <= '~';
            boolean literal = plain || (!escapesAll && c > '~' && !Character.isSurrogate(c));
            json.append(literal ? String.valueOf(c) : "\\u%04x".formatted((int) c));
        }
        return json.append('"').toString();
    }

    private static String object(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static Map<String, String> fields(String json) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        JsonCursor cursor = over(json);
        cursor.eachField(name -> fields.put(name, cursor.raw()));
        return fields;
    }

    private static List<String> elements(String json) throws IOException {
        List<String> elements = new ArrayList<>();
        JsonCursor cursor = over(json);
        cursor.eachElement(index -> elements.add(cursor.raw()));
        return elements;
    }

    private static String text(String json) throws IOException {
        JsonCursor cursor = over(json);
        return cursor.is(JsonToken.VALUE_STRING) ? cursor.string() : "";
    }

    private static JsonCursor over(String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        var cursor = JsonCursor.lenient(bytes, 0, bytes.length);
        cursor.begin();
        return cursor;
    }
}
