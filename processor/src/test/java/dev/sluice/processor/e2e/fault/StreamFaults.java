package dev.sluice.processor.e2e.fault;

import static dev.sluice.processor.e2e.fault.FaultCase.STREAM;
import static dev.sluice.processor.e2e.fault.FaultCase.at;
import static dev.sluice.processor.e2e.fault.FaultCase.once;
import static dev.sluice.processor.e2e.fault.FaultCase.thrice;
import static dev.sluice.processor.e2e.fault.Replies.TEXT;
import static dev.sluice.processor.e2e.fault.Replies.chunk;
import static dev.sluice.processor.e2e.fault.Replies.compressed;
import static dev.sluice.processor.e2e.fault.Replies.good;
import static dev.sluice.processor.e2e.fault.Replies.head;
import static dev.sluice.processor.e2e.fault.Replies.utf8;

import dev.sluice.processor.support.RawServer.Script;
import dev.sluice.processor.support.Wire;
import dev.sluice.v1.FailureReason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Streams that are odd, and streams that go wrong. */
final class StreamFaults {
    private static final String TYPE = "Content-Type: text/event-stream; charset=utf-8";
    private static final String CHUNKED = "Transfer-Encoding: chunked";
    private static final String FIRST =
            event(
                    "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"%s\"}}]}"
                            .formatted(TEXT.substring(0, 1)));
    private static final String SECOND =
            event(
                    "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}"
                            .formatted(TEXT.substring(1)));
    private static final String FINISH =
            event(
                    "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
    private static final String USAGE =
            event(
                    "{\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1,\"total_tokens\":6}}");
    private static final String DONE = event("[DONE]");
    private static final String WHOLE = FIRST + SECOND + FINISH + USAGE + DONE;

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(1);
    private static final int MANY_KEEP_ALIVES = 120;

    private StreamFaults() {}

    static List<FaultCase> all() {
        List<FaultCase> all = new ArrayList<>();
        all.addAll(odd());
        all.addAll(wrong());
        return all;
    }

    private static List<FaultCase> odd() {
        return List.of(
                works("as it should be", WHOLE),
                works("CR alone", WHOLE.replace('\n', '\r')),
                works("CR and LF", WHOLE.replace("\n", "\r\n")),
                works("a byte order mark", "\uFEFF" + WHOLE),
                works(
                        "comments",
                        ": one\n\n" + FIRST + ":\n\n" + SECOND + FINISH + ": two\n" + DONE),
                works("no end mark", FIRST + SECOND + FINISH),
                works("no usage", FIRST + SECOND + FINISH + DONE),
                works("blanks behind the end mark", FIRST + SECOND + FINISH + event("[DONE] ")),
                works("error null", WHOLE.replace("\"id\":\"c\"", "\"id\":\"c\",\"error\":null")),
                stream("stream of single bytes", StreamFaults::byteByByte).completes(200),
                stream("stream that stays open", wire -> chunks(wire, WHOLE).awaitGone())
                        .completes(200),
                stream(
                                "stream in gzip",
                                wire ->
                                        wire.send(
                                                        head(
                                                                200,
                                                                TYPE,
                                                                CHUNKED,
                                                                "Content-Encoding: gzip"))
                                                .send(
                                                        chunk(
                                                                compressed(
                                                                        GZIPOutputStream::new,
                                                                        utf8(WHOLE))))
                                                .send("0\r\n\r\n"))
                        .completes(200),
                stream("JSON in place of a stream", good()).completes(200),
                once("a stream nobody asked for, named so", whole(WHOLE)).completes(200));
    }

    private static FaultCase works(String name, String events) {
        return stream("stream with " + name, whole(events)).completes(200);
    }

    private static List<FaultCase> wrong() {
        String wide =
                event(
                        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
                                + "x".repeat(100_000)
                                + "\"}}]}");
        return List.of(
                stream("stream cut midway", wire -> chunks(wire, FIRST).close())
                        .fails(FailureReason.TRUNCATED_STREAM, 200),
                stream("stream reset midway", wire -> reset(chunks(wire, FIRST + SECOND)))
                        .fails(FailureReason.TRUNCATED_STREAM, 200),
                stream("stream that ends midway", whole(FIRST + SECOND))
                        .fails(FailureReason.TRUNCATED_STREAM, 200),
                stream("stream of nothing", whole("")).fails(FailureReason.TRUNCATED_STREAM, 200),
                stream(
                                "stream with an error midway",
                                whole(FIRST + event("{\"error\":{\"message\":\"no\"}}")))
                        .fails(FailureReason.SERVER_ERROR, 200),
                stream(
                                "stream with 429 midway",
                                whole(FIRST + event("{\"error\":{\"code\":429}}") + DONE))
                        .fails(FailureReason.RATE_LIMITED, 200),
                stream("stream with an error event", whole(FIRST + "event: error\ndata: no\n\n"))
                        .fails(FailureReason.SERVER_ERROR, 200),
                stream("stream with half of JSON", whole(FIRST + event("{\"choices\":[") + DONE))
                        .fails(FailureReason.MALFORMED_RESPONSE, 200),
                stream("stream of HTML", whole("<html><body>No</body></html>"))
                        .fails(FailureReason.MALFORMED_RESPONSE, 200),
                stream("stream that falls silent", wire -> chunks(wire, FIRST).awaitGone())
                        .fails(FailureReason.TIMEOUT, 200),
                stream("stream of keep-alives alone", StreamFaults::keepAlives)
                        .fails(FailureReason.TIMEOUT, 200),
                stream("stream without end", wire -> endless(chunks(wire, FIRST), wide))
                        .fails(FailureReason.RESPONSE_TOO_LARGE, 200),
                thrice(
                                "stream cut midway twice",
                                wire -> chunks(wire, FIRST).close(),
                                whole(FIRST + SECOND),
                                whole(WHOLE))
                        .completes(200, 200, 200));
    }

    private static FaultCase.Draft stream(String name, Script script) {
        return at(STREAM, name, script);
    }

    private static String event(String data) {
        return "data: " + data + "\n\n";
    }

    private static Script whole(String events) {
        return wire -> chunks(wire, events).send("0\r\n\r\n");
    }

    /** Head and events, and the end is yet to come. */
    private static Wire chunks(Wire wire, String events) throws IOException {
        wire.send(head(200, TYPE, CHUNKED));
        return events.isEmpty() ? wire : wire.send(chunk(utf8(events)));
    }

    private static void byteByByte(Wire wire) throws IOException {
        wire.send(head(200, TYPE, CHUNKED));
        for (byte one : utf8(WHOLE)) {
            wire.send(chunk(new byte[] {one}));
        }
        wire.send("0\r\n\r\n");
    }

    private static void keepAlives(Wire wire) throws IOException {
        chunks(wire, FIRST);
        for (int i = 0; i < MANY_KEEP_ALIVES && !wire.isGoneWithin(KEEP_ALIVE); i++) {
            wire.send(chunk(utf8(": still here\n\n")));
        }
    }

    private static void endless(Wire wire, String event) throws IOException {
        byte[] chunk = chunk(utf8(event));
        while (true) {
            wire.send(chunk);
        }
    }

    private static void reset(Wire wire) throws IOException {
        if (!wire.isGoneWithin(Duration.ofMillis(200))) {
            wire.reset();
        }
    }
}
