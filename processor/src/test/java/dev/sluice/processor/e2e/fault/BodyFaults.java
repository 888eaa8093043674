package dev.sluice.processor.e2e.fault;

import static dev.sluice.processor.e2e.fault.FaultCase.once;
import static dev.sluice.processor.e2e.fault.FaultCase.thrice;
import static dev.sluice.processor.e2e.fault.Replies.ANSWER;
import static dev.sluice.processor.e2e.fault.Replies.JSON;
import static dev.sluice.processor.e2e.fault.Replies.TEXT;
import static dev.sluice.processor.e2e.fault.Replies.answerWith;
import static dev.sluice.processor.e2e.fault.Replies.good;
import static dev.sluice.processor.e2e.fault.Replies.json;
import static dev.sluice.processor.e2e.fault.Replies.utf8;
import static dev.sluice.processor.e2e.fault.Replies.whole;

import dev.sluice.v1.FailureReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Answers with status 200 that are whole, and not what they should be. */
final class BodyFaults {
    private static final String USAGE =
            "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1,\"total_tokens\":6}";

    private BodyFaults() {}

    static List<FaultCase> all() {
        List<FaultCase> all = new ArrayList<>();
        all.addAll(errors());
        all.addAll(harmless());
        all.addAll(otherShapes());
        all.addAll(malformed());
        return all;
    }

    private static List<FaultCase> errors() {
        String half = "{\"choices\":[{\"index\":0,%s\"finish_reason\":\"error\"}]}";
        return List.of(
                in200("an error object", "{\"error\":{\"message\":\"no\",\"type\":\"t\"}}"),
                in200("an error as text", "{\"error\":\"no\"}"),
                in200("an error with 502 as code", "{\"error\":{\"message\":\"no\",\"code\":502}}"),
                in200("an error with usage", "{\"error\":{\"message\":\"no\"}," + USAGE + "}"),
                in200("an error beside choices", answerWith(",\"error\":{\"message\":\"no\"}")),
                in200("the object error", "{\"object\":\"error\",\"message\":\"no\",\"code\":500}"),
                in200("the end error", half.formatted("")),
                in200(
                        "the end error, no content",
                        half.formatted("\"message\":{\"content\":null},")),
                in200("the end error, half", half.formatted("\"message\":{\"content\":\"h\"},")),
                in200("an error in a choice", "{\"choices\":[{\"error\":{\"message\":\"no\"}}]}"),
                once("200 with 429 as code", json(200, "{\"error\":{\"code\":429}}"))
                        .fails(FailureReason.RATE_LIMITED, 200),
                once("200 with 429 as text", json(200, "{\"error\":{\"code\":\"429\"}}"))
                        .fails(FailureReason.RATE_LIMITED, 200),
                once("200 with 401 as code", json(200, "{\"error\":{\"code\":401}}"))
                        .fails(FailureReason.AUTHENTICATION, 200),
                once("200 with 400 as code", json(200, "{\"error\":{\"code\":400}}"))
                        .fails(FailureReason.REJECTED, 200),
                thrice(
                                "200 with an error twice",
                                json(200, "{\"error\":\"no\"}"),
                                json(200, half.formatted("")),
                                good())
                        .completes(200, 200, 200));
    }

    private static FaultCase in200(String name, String body) {
        return once("200 with " + name, json(200, body)).fails(FailureReason.SERVER_ERROR, 200);
    }

    private static List<FaultCase> harmless() {
        return List.of(
                works("error null", answerWith(",\"error\":null")),
                works("an empty error", answerWith(",\"error\":{}")),
                works("a code of success", answerWith(",\"code\":0,\"status\":\"ok\"")),
                works("blank lines first", "\r\n\n \n" + ANSWER),
                works("blank lines behind", ANSWER + "\n\n"),
                works("a byte order mark", "\uFEFF" + ANSWER),
                works("a field twice", answerWith(",\"id\":\"other\",\"x\":1,\"x\":2")),
                works("nesting", answerWith(",\"x\":" + nested(100))),
                works("an escaped half of a character", answerWith(",\"x\":\"\\ud83d\"")),
                works("a number beyond doubles", answerWith(",\"x\":1e99999,\"created\":1e400")),
                once("the wrong charset", whole(200, utf8(ANSWER), JSON + "; charset=ISO-8859-1"))
                        .completes(200),
                once("text/html as type", whole(200, utf8(ANSWER), "Content-Type: text/html"))
                        .completes(200),
                once("no type", whole(200, utf8(ANSWER))).completes(200),
                once("201", json(201, ANSWER)).completes(201));
    }

    private static FaultCase works(String name, String body) {
        return once("200 and " + name, json(200, body)).completes(200);
    }

    private static List<FaultCase> otherShapes() {
        return List.of(
                once("empty choices", json(200, "{\"id\":\"a\",\"choices\":[]," + USAGE + "}"))
                        .isKeptRaw(),
                once("choices null", json(200, "{\"id\":\"a\",\"choices\":null}")).isKeptRaw(),
                once("choices of another kind", json(200, "{\"choices\":{\"a\":1}}")).isKeptRaw(),
                once("a choice without message", json(200, "{\"choices\":[{\"text\":\"a\"}]}"))
                        .isKeptRaw(),
                once("a string", json(200, "\"fine\"")).isKeptRaw());
    }

    private static List<FaultCase> malformed() {
        List<FaultCase> all = new ArrayList<>();
        all.add(no("HTML", "<html><body>Please log in</body></html>"));
        all.add(no("nothing", ""));
        all.add(no("blanks", " \r\n "));
        all.add(no("null", "null"));
        all.add(no("an empty object", "{}"));
        all.add(no("an empty array", "[]"));
        all.add(no("half of it", ANSWER.substring(0, ANSWER.length() / 2)));
        all.add(no("all but the last brace", ANSWER.substring(0, ANSWER.length() - 1)));
        all.add(no("more behind it", ANSWER + ANSWER));
        all.add(no("NaN", answerWith(",\"x\":NaN")));
        all.add(no("Infinity", answerWith(",\"x\":-Infinity")));
        all.add(no("a comment", "/* fine */" + ANSWER));
        all.add(no("single quotes", ANSWER.replace('"', '\'')));
        all.add(no("deep nesting", answerWith(",\"x\":" + nested(100_000))));
        all.add(no("nesting without end", "[".repeat(100_000)));
        all.add(no("a long number", answerWith(",\"x\":" + "1".repeat(100_000))));
        all.add(no("a NUL", ANSWER.replace(TEXT, "\0")));
        all.add(no("a stream nobody asked for", "data: {\"choices\":[]}\n\ndata: [DONE]\n\n"));
        all.add(
                once(
                                "200 with Latin-1",
                                whole(200, ANSWER.getBytes(StandardCharsets.ISO_8859_1), JSON))
                        .fails(FailureReason.MALFORMED_RESPONSE, 200));
        all.add(
                once("200 with UTF-16", whole(200, ANSWER.getBytes(StandardCharsets.UTF_16), JSON))
                        .fails(FailureReason.MALFORMED_RESPONSE, 200));
        all.add(
                once("204", wire -> wire.send(Replies.head(204)))
                        .fails(FailureReason.MALFORMED_RESPONSE, 204));
        all.add(
                thrice("200 with HTML is final", json(200, "<html/>"), good())
                        .fails(FailureReason.MALFORMED_RESPONSE, 200));
        return all;
    }

    private static FaultCase no(String name, String body) {
        return once("200 with " + name, json(200, body))
                .fails(FailureReason.MALFORMED_RESPONSE, 200);
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }
}
