package dev.sluice.processor.e2e.fault;

import dev.sluice.processor.support.RawServer.Script;
import dev.sluice.v1.BilledTo;
import dev.sluice.v1.FailureReason;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One way to fail.
 *
 * @param name also the model that the request asks for, so that no pause and no breaker of one case holds up another
 * @param endpoint the endpoint that the request names
 * @param timeToLive from publishing to the request's deadline
 * @param calls what happens to its first call and so on, the last one to all that follow; nothing where the connection
 *     alone is at fault
 * @param expected how it must end
 */
record FaultCase(
        String name, String endpoint, Duration timeToLive, List<Script> calls, Expected expected) {
    /** Makes one call only. */
    static final String ONCE = "once";

    /** Makes three calls at most. */
    static final String THRICE = "thrice";

    /** Makes one call only, and asks for a stream. */
    static final String STREAM = "stream";

    private static final Duration PLENTY = Duration.ofMinutes(2);

    /** A case without its end. */
    record Draft(String name, String endpoint, Duration timeToLive, List<Script> calls) {
        Draft within(Duration time) {
            return new Draft(name, endpoint, time, calls);
        }

        FaultCase ends(Expected expected) {
            return new FaultCase(name, endpoint, timeToLive, calls, expected);
        }

        /** It says {@link Replies#TEXT}. */
        FaultCase completes(Integer... statuses) {
            return completesWith(Replies.TEXT, statuses);
        }

        FaultCase completesWith(String text, Integer... statuses) {
            return ends(new Expected.Completes(text, List.of(statuses)));
        }

        FaultCase isKeptRaw() {
            return ends(new Expected.KeptRaw(List.of(200)));
        }

        /** Whether anything was charged nobody knows, so that the operator carries it. */
        FaultCase fails(FailureReason reason, Integer... statuses) {
            return ends(new Expected.Fails(reason, BilledTo.OPERATOR, List.of(statuses)));
        }

        /** Nothing can have been charged. */
        FaultCase failsFree(FailureReason reason, Integer... statuses) {
            return ends(new Expected.Fails(reason, BilledTo.NOBODY, List.of(statuses)));
        }

        FaultCase expires(FailureReason lastCause, Integer... statuses) {
            return ends(new Expected.Expires(lastCause, List.of(statuses)));
        }
    }

    static Draft once(String name, Script call) {
        return at(ONCE, name, call);
    }

    static Draft thrice(String name, Script... calls) {
        return at(THRICE, name, calls);
    }

    static Draft at(String endpoint, String name, Script... calls) {
        return new Draft(name, endpoint, PLENTY, List.of(calls));
    }

    /** What happens to the call of this number, from 0. */
    Script call(int number) {
        return calls.get(Math.min(number, calls.size() - 1));
    }

    static Integer[] times(int count, int status) {
        return IntStream.range(0, count).mapToObj(i -> status).toArray(Integer[]::new);
    }
}
