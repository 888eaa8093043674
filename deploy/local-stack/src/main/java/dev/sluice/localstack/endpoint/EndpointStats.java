package dev.sluice.localstack.endpoint;

import java.util.Map;
import java.util.SortedMap;

/**
 * What the endpoint has counted since its start. Only chat requests count.
 *
 * @param requests all that arrived, whatever became of them
 * @param inFlight let in and not yet answered
 * @param peakConcurrency the most that were in flight at the same time
 * @param promptTokens of all right answers
 * @param completionTokens of all right answers
 * @param peakTokensPerMinute of right answers, the most in any 60 seconds; they count when their requests arrived
 * @param statuses how many answers had which status; connections that were reset or hang have none
 * @param violations how often each of its own limits was broken
 * @param faults how many requests the fault script made go wrong
 * @param perSecond arrivals by epoch second, of the last hour at least
 */
public record EndpointStats(
        long requests,
        long inFlight,
        long peakConcurrency,
        long promptTokens,
        long completionTokens,
        long peakTokensPerMinute,
        SortedMap<Integer, Long> statuses,
        Map<String, Long> violations,
        long faults,
        SortedMap<Long, Long> perSecond) {

    /** All violations together. */
    public long allViolations() {
        return violations.values().stream().mapToLong(Long::longValue).sum();
    }
}
