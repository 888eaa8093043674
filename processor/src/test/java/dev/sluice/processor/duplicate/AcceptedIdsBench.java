package dev.sluice.processor.duplicate;

import dev.sluice.processor.flow.StoreSettings;
import dev.sluice.processor.support.TestDriver;
import dev.sluice.v1.ChatRequest;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What it costs to remember ids, by how many are remembered. Not run with the tests, as it measures; the README has its
 * command. All ids
 * came within one window, evenly, in one partition; the time is that of one processor.
 */
class AcceptedIdsBench {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long BEGIN = 20_000 * DAY;
    private static final int MILLION = 1_000_000;
    private static final List<Integer> SIZES = List.of(100_000, MILLION, 3 * MILLION);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Part of the ids by which the time of each is measured. */
    private static final int TENTH = 10;

    /** Memory of RocksDB outside of the heap, as Streams' metrics name it. */
    private static final Set<String> NATIVE =
            Set.of("estimate-table-readers-mem", "size-all-mem-tables", "block-cache-usage");

    @TempDir Path folder;
    private final Fingerprints fingerprints = new Fingerprints();
    private final ChatRequest request =
            ChatRequest.newBuilder()
                    .setId("")
                    .setTenant("acme")
                    .setModel("any")
                    .setMessages(List.of())
                    .build();

    @Test
    void table() {
        fill(100_000, new StringBuilder());
        StringBuilder table = new StringBuilder(256);
        line(table, "ids", "ns/new id", "ns/repeat", "disk bytes/id", "native MiB");
        SIZES.forEach(ids -> fill(ids, table));
        System.out.print(table);
    }

    private void fill(int ids, StringBuilder table) {
        File files = folder(ids).toFile();
        MockProcessorContext<Void, Void> context = context(files);
        WindowStore<Bytes, byte[]> store = store(context);
        AcceptedIds accepted = new AcceptedIds(store, new Buckets(DAY));
        int tail = ids / TENTH;
        take(accepted, 0, ids - tail, ids);
        long fresh = take(accepted, ids - tail, ids, ids);
        long repeats = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < tail; i++) {
            // All over the window.
            int first = (int) (i * 7_919L % ids);
            accepted.firstOrRemember(id(first), ids + i, time(ids, ids), time(ids, ids));
        }
        repeats = THREADS.getCurrentThreadCpuTime() - repeats;
        double nativeBytes = nativeBytes(context);
        store.close();
        line(
                table,
                "%,d".formatted(ids),
                "%,d".formatted(fresh / tail),
                "%,d".formatted(repeats / tail),
                "%.1f".formatted((double) size(files.toPath()) / ids),
                "%.1f".formatted(nativeBytes / (1 << 20)));
    }

    private Path folder(int ids) {
        try {
            return Files.createTempDirectory(folder, Integer.toString(ids));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long take(AcceptedIds accepted, int from, int to, int ids) {
        long begin = THREADS.getCurrentThreadCpuTime();
        for (int i = from; i < to; i++) {
            long time = time(i, ids);
            accepted.firstOrRemember(id(i), i, time, time);
        }
        return THREADS.getCurrentThreadCpuTime() - begin;
    }

    private Bytes id(int number) {
        request.setId("batch_0123456789abcdef/line-" + number);
        return fingerprints.of(request);
    }

    private static long time(int number, int ids) {
        return BEGIN + DAY * number / ids;
    }

    private static double nativeBytes(MockProcessorContext<?, ?> context) {
        return context.metrics().metrics().entrySet().stream()
                .filter(metric -> NATIVE.contains(metric.getKey().name()))
                .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
                .sum();
    }

    private static MockProcessorContext<Void, Void> context(File files) {
        Properties settings = TestDriver.settings();
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreSettings.class);
        return new MockProcessorContext<>(settings, new TaskId(0, 0), files);
    }

    private static WindowStore<Bytes, byte[]> store(MockProcessorContext<Void, Void> context) {
        Buckets buckets = new Buckets(DAY);
        WindowStore<Bytes, byte[]> store =
                Stores.windowStoreBuilder(
                                Stores.persistentWindowStore(
                                        DuplicateStage.STORE,
                                        buckets.retention(),
                                        Duration.ofMillis(buckets.windowMillis()),
                                        false),
                                Serdes.Bytes(),
                                Serdes.ByteArray())
                        .withLoggingDisabled()
                        .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void line(StringBuilder table, Object... cells) {
        table.append(String.format(Locale.ROOT, "%12s %12s %12s %15s %12s%n", cells));
    }
}
