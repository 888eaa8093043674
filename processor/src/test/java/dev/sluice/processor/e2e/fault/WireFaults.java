package dev.sluice.processor.e2e.fault;

import static dev.sluice.processor.e2e.fault.Expected.NO_HEAD;
import static dev.sluice.processor.e2e.fault.FaultCase.at;
import static dev.sluice.processor.e2e.fault.FaultCase.once;
import static dev.sluice.processor.e2e.fault.FaultCase.thrice;
import static dev.sluice.processor.e2e.fault.Replies.ANSWER;
import static dev.sluice.processor.e2e.fault.Replies.JSON;
import static dev.sluice.processor.e2e.fault.Replies.good;
import static dev.sluice.processor.e2e.fault.Replies.head;
import static dev.sluice.processor.e2e.fault.Replies.utf8;
import static dev.sluice.processor.e2e.fault.Replies.whole;

import dev.sluice.processor.support.RawServer.Script;
import dev.sluice.processor.support.Wire;
import dev.sluice.v1.FailureReason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Connections that break, stall, or speak something else. */
final class WireFaults {
    /** Where redirects point to. */
    static final String ELSEWHERE = "/elsewhere";

    private static final byte[] GOOD = utf8(ANSWER);
    private static final byte[] FIRST_HALF = Arrays.copyOf(GOOD, GOOD.length / 2);
    private static final String LENGTH = "Content-Length: " + GOOD.length;
    private static final String HALF_A_HEAD = "HTTP/1.1 200 OK\r\nContent-Type: applica";

    /** Time for bytes before a reset to be read: a reset may discard what still waits in the receiver's queue. */
    private static final Duration BEFORE_RESET = Duration.ofMillis(200);

    /** Well below every timeout, so that a drip alone trips none of those that bytes move on. */
    private static final Duration DRIP = Duration.ofMillis(200);

    private WireFaults() {}

    static List<FaultCase> all() {
        List<FaultCase> all = new ArrayList<>();
        all.addAll(breaks());
        all.addAll(stalls());
        all.addAll(otherStatuses());
        all.addAll(garbage());
        return all;
    }

    private static List<FaultCase> breaks() {
        return List.of(
                once("reset before the head", Wire::reset).fails(FailureReason.CONNECTION, NO_HEAD),
                once("end before the head", Wire::close).fails(FailureReason.CONNECTION, NO_HEAD),
                once("reset in the head", wire -> reset(wire.send(HALF_A_HEAD)))
                        .fails(FailureReason.CONNECTION, NO_HEAD),
                once("end in the head", wire -> wire.send(HALF_A_HEAD).close())
                        .fails(FailureReason.CONNECTION, NO_HEAD),
                once("reset after the head", wire -> reset(wire.send(head(200, JSON, LENGTH))))
                        .fails(FailureReason.CONNECTION, 200),
                once("end after the head", wire -> wire.send(head(200, JSON, LENGTH)).close())
                        .fails(FailureReason.CONNECTION, 200),
                once(
                                "reset in the body",
                                wire -> reset(wire.send(head(200, JSON, LENGTH)).send(FIRST_HALF)))
                        .fails(FailureReason.CONNECTION, 200),
                once(
                                "end in the body",
                                wire -> wire.send(head(200, JSON, LENGTH)).send(FIRST_HALF).close())
                        .fails(FailureReason.CONNECTION, 200),
                once(
                                "end in the body of a 500",
                                wire -> wire.send(head(500, JSON, LENGTH)).send(FIRST_HALF).close())
                        .fails(FailureReason.CONNECTION, 500),
                at(
                                "resets-behind",
                                "reset after the body",
                                wire -> reset(wire.send(head(200, JSON, LENGTH)).send(GOOD)))
                        .completes(200),
                at(
                                "ends-behind",
                                "end after the body",
                                wire -> wire.send(head(200, JSON, LENGTH)).send(GOOD).close())
                        .completes(200),
                thrice("two resets", Wire::reset, wire -> reset(wire.send(HALF_A_HEAD)), good())
                        .completes(NO_HEAD, NO_HEAD, 200),
                thrice("three resets", Wire::reset, Wire::reset, Wire::reset, good())
                        .fails(FailureReason.CONNECTION, NO_HEAD, NO_HEAD, NO_HEAD));
    }

    private static void reset(Wire wire) throws IOException {
        if (!wire.isGoneWithin(BEFORE_RESET)) {
            wire.reset();
        }
    }

    private static List<FaultCase> stalls() {
        return List.of(
                once("silence", Wire::awaitGone).fails(FailureReason.TIMEOUT, NO_HEAD),
                once("silence in the head", wire -> wire.send(HALF_A_HEAD).awaitGone())
                        .fails(FailureReason.TIMEOUT, NO_HEAD),
                once(
                                "silence after the head",
                                wire -> wire.send(head(200, JSON, LENGTH)).awaitGone())
                        .fails(FailureReason.TIMEOUT, 200),
                once(
                                "silence in the body",
                                wire ->
                                        wire.send(head(200, JSON, LENGTH))
                                                .send(FIRST_HALF)
                                                .awaitGone())
                        .fails(FailureReason.TIMEOUT, 200),
                once("a head drop by drop", drip("", head(200, JSON, "X: " + "x".repeat(1_000))))
                        .fails(FailureReason.TIMEOUT, NO_HEAD),
                once(
                                "a body drop by drop",
                                drip(head(200, JSON, "Content-Length: 1000"), " ".repeat(1_000)))
                        .fails(FailureReason.TIMEOUT, 200),
                once("silence until the deadline", Wire::awaitGone)
                        .within(EndpointFaultIT.SHORT)
                        .expires(FailureReason.TIMEOUT, NO_HEAD),
                thrice("silence once", Wire::awaitGone, good()).completes(NO_HEAD, 200));
    }

    private static Script drip(String first, String rest) {
        return wire -> {
            wire.send(first);
            for (int i = 0; i < rest.length() && !wire.isGoneWithin(DRIP); i++) {
                wire.send(rest.substring(i, i + 1));
            }
        };
    }

    private static List<FaultCase> otherStatuses() {
        List<FaultCase> all = new ArrayList<>();
        for (int status : List.of(300, 301, 302, 303, 304, 307, 308)) {
            String head = head(status, "Location: " + ELSEWHERE, "Content-Length: 0");
            all.add(
                    thrice("redirect " + status, wire -> wire.send(head), good())
                            .failsFree(FailureReason.REJECTED, status));
        }
        all.add(once("100 first", wire -> good().play(wire.send(head(100)))).completes(200));
        all.add(
                at("interim", "102 first", wire -> good().play(wire.send(head(102))))
                        .fails(FailureReason.CONNECTION, 102));
        all.add(
                once(
                                "103 first",
                                wire ->
                                        good().play(
                                                        wire.send(
                                                                head(
                                                                        103,
                                                                        "Link: </a>; rel=preload"))))
                        .completes(200));
        all.add(
                once("100, then silence", wire -> wire.send(head(100)).awaitGone())
                        .fails(FailureReason.TIMEOUT, NO_HEAD));
        all.add(
                at(
                                "upgraded",
                                "101",
                                wire ->
                                        wire.send(head(101, "Upgrade: x", "Connection: upgrade"))
                                                .awaitGone())
                        .fails(FailureReason.CONNECTION, 101));
        return all;
    }

    private static List<FaultCase> garbage() {
        return List.of(
                broken("another protocol", "SSH-2.0-OpenSSH_9.6\r\n"),
                once("zeros", wire -> wire.send("\0".repeat(100)).awaitGone())
                        .fails(FailureReason.TIMEOUT, NO_HEAD),
                broken("HTML without a head", "<html><body>No</body></html>\r\n\r\n"),
                broken("JSON without a head", ANSWER.replace("ü", "u") + "\r\n\r\n"),
                broken("a head without end", "HTTP/1.1 200 OK\r\nX: " + "x".repeat(200_000)),
                broken("a status that is no number", "HTTP/1.1 OK\r\n\r\n"),
                once(
                                "no words behind the status",
                                wire ->
                                        wire.send(
                                                        "HTTP/1.1 200\r\n"
                                                                + JSON
                                                                + "\r\n"
                                                                + LENGTH
                                                                + "\r\n\r\n")
                                                .send(GOOD))
                        .completes(200),
                at(
                                "surplus",
                                "an answer too many",
                                wire -> good().play(wire.send(head(200, LENGTH)).send(GOOD)))
                        .completes(200),
                once("status 999", whole(999, GOOD, JSON))
                        .failsFree(FailureReason.SERVER_ERROR, 999));
    }

    private static FaultCase broken(String name, String answer) {
        return once(name, wire -> wire.send(answer).awaitGone())
                .fails(FailureReason.CONNECTION, NO_HEAD);
    }
}
