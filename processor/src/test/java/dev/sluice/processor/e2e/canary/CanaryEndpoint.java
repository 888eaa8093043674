package dev.sluice.processor.e2e.canary;

import dev.sluice.processor.support.FaultServer;
import dev.sluice.processor.support.RawServer.Script;
import dev.sluice.processor.support.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An endpoint whose answers repeat what it was told, each in another way: a request's prompt says which. */
final class CanaryEndpoint implements AutoCloseable {
    private static final String WORD = Canary.WORD;
    private static final Pattern CASE = Pattern.compile("case:([a-z0-9-]+)");
    private static final String JSON = "Content-Type: application/json";
    private static final String SSE = "Content-Type: text/event-stream";
    private static final String GOOD =
            """
            {"id":"%1$s","model":"small-chat","choices":[{"index":0,"message":{"role":"assistant",\
            "content":"%1$s"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,\
            "completion_tokens":1,"total_tokens":6},"%1$s":"%1$s"}"""
                    .formatted(WORD);
    private static final String ERROR =
            "{\"error\":{\"message\":\"%1$s\",\"type\":\"%1$s\",\"param\":\"%1$s\",\"code\":\"%1$s\"}}"
                    .formatted(WORD);
    private static final String DELTA =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + WORD + "\"}}]}\n\n";

    private static final Map<String, Function<String, Script>> SCRIPTS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("plain", any -> answer(200, GOOD, JSON)),
                            Map.entry("echo", request -> answer(500, quoted(request), JSON)),
                            Map.entry(
                                    "html", any -> answer(502, "<b>" + WORD, "Content-Type: x/y")),
                            Map.entry("broken", any -> answer(200, GOOD.substring(0, 90), JSON)),
                            Map.entry("error", any -> answer(200, ERROR, JSON)),
                            Map.entry("refused", any -> answer(400, ERROR, JSON)),
                            Map.entry("key", request -> answer(401, quoted(request), JSON)),
                            Map.entry("odd-status", any -> answer(299, ERROR, JSON)),
                            Map.entry(
                                    "redirect",
                                    any -> answer(302, ERROR, "Location: http://" + WORD)),
                            Map.entry(
                                    "headers",
                                    any ->
                                            answer(
                                                    500,
                                                    ERROR,
                                                    JSON,
                                                    "Retry-After: " + WORD,
                                                    "x-should-retry: " + WORD,
                                                    "x-ratelimit-remaining-requests: " + WORD,
                                                    "x-ratelimit-reset-requests: " + WORD)),
                            Map.entry(
                                    "stream", any -> answer(200, DELTA + "data: [DONE]\n\n", SSE)),
                            Map.entry(
                                    "stream-broken",
                                    any -> answer(200, DELTA + "data: {" + WORD + "\n\n", SSE)),
                            Map.entry(
                                    "stream-error",
                                    any -> answer(200, DELTA + "data: " + ERROR + "\n\n", SSE)),
                            Map.entry("stream-cut", any -> answer(200, DELTA, SSE)),
                            Map.entry(
                                    "no-http",
                                    any -> wire -> wire.send(WORD + " is no HTTP\r\n\r\n").close()),
                            Map.entry(
                                    "no-header",
                                    any ->
                                            wire ->
                                                    wire.send(
                                                                    "HTTP/1.1 200 OK\r\n"
                                                                            + WORD
                                                                            + "\r\n\r\n")
                                                            .close()),
                            Map.entry(
                                    "no-length",
                                    any ->
                                            wire ->
                                                    wire.send(
                                                                    "HTTP/1.1 200 OK\r\nContent-Length: "
                                                                            + WORD
                                                                            + "\r\n\r\n")
                                                            .close()),
                            Map.entry(
                                    "no-gzip",
                                    any -> answer(200, GOOD, JSON, "Content-Encoding: gzip")),
                            Map.entry("half", any -> CanaryEndpoint::half)));

    private final FaultServer server = new FaultServer(CanaryEndpoint::script);

    /** All that it can do. */
    static List<String> cases() {
        return List.copyOf(SCRIPTS.keySet());
    }

    /** Base address, without a path. */
    String url() {
        return "http://" + server.address();
    }

    /** What it was sent: head and body of each request. */
    List<String> requests() {
        return server.requests();
    }

    @Override
    public void close() {
        server.close();
    }

    private static Script script(String request) {
        Matcher named = CASE.matcher(request);
        Function<String, Script> script = named.find() ? SCRIPTS.get(named.group(1)) : null;
        return script == null ? answer(200, GOOD, JSON) : script.apply(request);
    }

    /** An error whose message is the whole request, key and all. */
    private static String quoted(String request) {
        return ERROR.replaceFirst(
                WORD, Matcher.quoteReplacement(request.replaceAll("[\"\\\\\\p{Cntrl}]", " ")));
    }

    private static void half(Wire wire) throws java.io.IOException {
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        wire.send("HTTP/1.1 200 OK\r\n" + JSON + "\r\nContent-Length: " + good.length + "\r\n\r\n")
                .send(GOOD.substring(0, good.length / 2))
                .close();
    }

    private static Script answer(int status, String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return wire ->
                wire.send(
                                "HTTP/1.1 %d %s\r\n%s\r\nContent-Length: %d\r\n\r\n"
                                        .formatted(
                                                status,
                                                WORD,
                                                String.join("\r\n", headers),
                                                bytes.length))
                        .send(bytes);
    }
}
