package dev.sluice.localstack.endpoint;

import dev.sluice.localstack.endpoint.chat.Answer;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Counts for {@link EndpointStats}. Safe for several threads. */
final class Counters {

    private static final int SECONDS_KEPT = 3_600;

    private final LongAdder requests = new LongAdder();
    private final LongAccumulator peak = new LongAccumulator(Math::max, 0);
    private final LongAdder promptTokens = new LongAdder();
    private final LongAdder completionTokens = new LongAdder();
    private final TokenWindow perMinute = new TokenWindow();
    private final LongAdder faults = new LongAdder();
    private final Map<Integer, LongAdder> statuses = new ConcurrentHashMap<>();
    private final Map<Limiter.Dimension, LongAdder> violations = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, LongAdder> perSecond = new ConcurrentSkipListMap<>();

    void arrived(long epochSecond) {
        requests.increment();
        perSecond.computeIfAbsent(epochSecond, this::newSecond).increment();
    }

    private LongAdder newSecond(long second) {
        perSecond.headMap(second - SECONDS_KEPT).clear();
        return new LongAdder();
    }

    void entered(int inside) {
        peak.accumulate(inside);
    }

    void refused(Limiter.Dimension dimension) {
        violations.computeIfAbsent(dimension, none -> new LongAdder()).increment();
    }

    void failed() {
        faults.increment();
    }

    void answered(Answer.Usage usage, long arrivedMillis) {
        promptTokens.add(usage.promptTokens());
        completionTokens.add(usage.completionTokens());
        perMinute.add(arrivedMillis, (long) usage.promptTokens() + usage.completionTokens());
    }

    void sent(int status) {
        statuses.computeIfAbsent(status, none -> new LongAdder()).increment();
    }

    EndpointStats stats(int inFlight) {
        SortedMap<String, Long> byLimit = new TreeMap<>();
        violations.forEach(
                (dimension, count) ->
                        byLimit.put(dimension.name().toLowerCase(Locale.ROOT), count.sum()));
        return new EndpointStats(
                requests.sum(),
                inFlight,
                peak.get(),
                promptTokens.sum(),
                completionTokens.sum(),
                perMinute.peak(),
                sums(statuses),
                byLimit,
                faults.sum(),
                sums(perSecond));
    }

    private static <K extends Comparable<K>> SortedMap<K, Long> sums(Map<K, LongAdder> counts) {
        SortedMap<K, Long> sums = new TreeMap<>();
        counts.forEach((key, count) -> sums.put(key, count.sum()));
        return sums;
    }
}
