package dev.sluice.processor.usage;

import dev.sluice.processor.config.UsageConfig;
import dev.sluice.processor.support.TestDriver;
import dev.sluice.schemas.RecordDecoder;
import dev.sluice.schemas.RecordEncoder;
import dev.sluice.schemas.UnreadableRecordException;
import dev.sluice.v1.UsageTotals;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * A task that adds usage up, with the log it reads, and transactions: what a crash leaves is what was committed last.
 */
final class UsageWorld {
    private final UsageConfig config;
    private final MockProcessorContext<Object, byte[]> context;
    private final KeyValueStore<Bytes, byte[]> rows = store(UsageStage.STORE);
    private final KeyValueStore<Bytes, byte[]> unpublished = store(UsageStage.UNPUBLISHED_STORE);
    private final KeyValueStore<Bytes, byte[]> calls = store(UsageStage.CALLS_STORE);
    private final List<Record<byte[], byte[]>> log = new ArrayList<>();
    private final List<UsageTotals> published = new ArrayList<>();
    private Map<Bytes, byte[]> committedRows = Map.of();
    private Map<Bytes, byte[]> committedUnpublished = Map.of();
    private Map<Bytes, byte[]> committedCalls = Map.of();
    private int committedLog;
    private int read;
    private final RunningTasks running = new RunningTasks();

    /** Lost calls that were told of, by endpoint. */
    final Map<String, Long> lost = new HashMap<>();

    private UsageProcessor processor;

    UsageWorld(UsageConfig config, Path folder) {
        this.config = config;
        TaskId task = new TaskId(1, 0);
        context = new MockProcessorContext<>(TestDriver.settings(), task, folder.toFile());
        rows.init(context.getStateStoreContext(), rows);
        unpublished.init(context.getStateStoreContext(), unpublished);
        calls.init(context.getStateStoreContext(), calls);
        processor = started();
    }

    /** Something to add comes into the log. */
    void append(Delta delta, long publishedAt) {
        log.add(
                new Record<>(
                        delta.account().tenant().getBytes(StandardCharsets.UTF_8),
                        RowCodec.encode(delta),
                        publishedAt));
    }

    /** A run's calls become known. */
    void append(SentCalls sent, long publishedAt) {
        log.add(
                new Record<>(
                        sent.instance().getBytes(StandardCharsets.UTF_8),
                        RowCodec.encode(sent),
                        publishedAt));
    }

    /** One more record of the log is read, if there is one. */
    boolean read() {
        if (read == log.size()) {
            return false;
        }
        processor.process(log.get(read));
        read++;
        return true;
    }

    /** The interval between publications has passed, and the pauses in between. */
    void publish(long now) {
        punctuate(config.publishInterval(), now);
        while (!punctuators(Duration.ofMillis(5)).isEmpty()) {
            punctuate(Duration.ofMillis(5), now);
        }
    }

    void forget(long now) {
        punctuate(Duration.ofMinutes(1), now);
    }

    void commit() {
        for (CapturedForward<?, ? extends byte[]> forward : context.forwarded()) {
            if (forward.childName().equals(Optional.of(UsageStage.TOTALS))) {
                published.add(decode(forward.record().value()));
            } else {
                log.add(correction(forward.record()));
            }
        }
        context.resetForwards();
        committedRows = contents(rows);
        committedUnpublished = contents(unpublished);
        committedCalls = contents(calls);
        committedLog = read;
    }

    /** What was not committed is gone; another task takes up what was. */
    void crash() {
        context.resetForwards();
        fill(rows, committedRows);
        fill(unpublished, committedUnpublished);
        fill(calls, committedCalls);
        read = committedLog;
        processor = started();
    }

    /** The last version of each row, as a consumer that reads committed records keeps it. */
    Map<RowKey, UsageTotals> latest() {
        Map<RowKey, UsageTotals> latest = new LinkedHashMap<>();
        for (UsageTotals totals : published) {
            latest.merge(
                    Totals.key(totals),
                    totals,
                    (before, now) -> before.getVersion() < now.getVersion() ? now : before);
        }
        return latest;
    }

    /** Everything published, in its order. */
    List<UsageTotals> published() {
        return published;
    }

    /** The task is given up. */
    void close() {
        processor.close();
    }

    /** Partitions whose rows can be asked for. */
    RunningTasks running() {
        return running;
    }

    /** Rows as those see them who ask for them. */
    List<UsageTotals> read(RowRange range, int most) {
        return range.in(rows, most);
    }

    int rows() {
        return contents(rows).size();
    }

    private static Record<byte[], byte[]> correction(Record<?, ? extends byte[]> forwarded) {
        return new Record<>(new byte[0], forwarded.value(), forwarded.timestamp());
    }

    private UsageProcessor started() {
        context.scheduledPunctuators().forEach(CapturedPunctuator::cancel);
        UsageProcessor next =
                new UsageProcessor(
                        new UsageStage(
                                config,
                                "deltas",
                                new RecordEncoder<>(UsageTotals.getClassSchema(), 1),
                                running,
                                (endpoint, more) -> lost.merge(endpoint, more, Long::sum)));
        next.init(context);
        return next;
    }

    private void punctuate(Duration interval, long now) {
        punctuators(interval).forEach(each -> each.getPunctuator().punctuate(now));
    }

    private List<CapturedPunctuator> punctuators(Duration interval) {
        return context.scheduledPunctuators().stream()
                .filter(each -> !each.cancelled() && each.getInterval().equals(interval))
                .toList();
    }

    private static UsageTotals decode(byte[] value) {
        try {
            return new RecordDecoder<>(UsageTotals.class)
                    .decode(value, UsageTotals.getClassSchema());
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<Bytes, byte[]> contents(KeyValueStore<Bytes, byte[]> store) {
        Map<Bytes, byte[]> contents = new LinkedHashMap<>();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> next = all.next();
                contents.put(next.key, next.value);
            }
        }
        return contents;
    }

    private static void fill(KeyValueStore<Bytes, byte[]> store, Map<Bytes, byte[]> contents) {
        contents(store).keySet().forEach(store::delete);
        contents.forEach(store::put);
    }

    private static KeyValueStore<Bytes, byte[]> store(String name) {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingDisabled()
                .build();
    }
}
