package dev.sluice.localstack.endpoint.fault;

import java.util.Map;

/** What goes wrong with one request. */
public sealed interface FaultAction {

    /**
     * Another answer in place of the right one.
     *
     * @param status 200 to 599
     * @param headers beside the content's length
     * @param body as sent
     */
    record Respond(int status, Map<String, String> headers, String body) implements FaultAction {

        /** Copies the headers. */
        public Respond {
            headers = Map.copyOf(headers);
        }
    }

    /** No answer, ever, on a connection that stays open. */
    record Hang() implements FaultAction {}

    /** A connection that is reset (TCP RST). */
    record Reset(Phase phase) implements FaultAction {}

    /** How far the answer has come when the connection is reset. */
    enum Phase {
        /** Nothing was sent. */
        BEFORE_HEADERS,
        /** The status line and half a header were sent. */
        IN_HEADERS,
        /** The headers and half of the body were sent. */
        IN_BODY
    }

    /**
     * The right answer, later.
     *
     * @param millis beyond the endpoint's latency, at least 0
     */
    record Delay(long millis) implements FaultAction {}

    /**
     * The right answer in many pieces, cut anywhere, with a wait before each.
     *
     * @param pieces at least 1
     * @param millis between two pieces, at least 1
     */
    record Drip(int pieces, long millis) implements FaultAction {}

    /** The first half of the right answer, ended in good order as if it were whole. */
    record Truncate() implements FaultAction {}
}
