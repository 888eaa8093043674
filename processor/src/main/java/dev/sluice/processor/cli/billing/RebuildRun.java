package dev.sluice.processor.cli.billing;

import dev.sluice.processor.cli.Cluster;
import dev.sluice.processor.cli.Progress;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.price.PriceList;
import dev.sluice.processor.usage.RowKey;
import dev.sluice.processor.usage.Tally;
import dev.sluice.schemas.Schemas;
import dev.sluice.v1.ChatCompletion;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads completions, adds them up, and compares that with the usage topic. */
final class RebuildRun implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final SluiceConfig config;
    private final Schemas schemas;
    private final RowFilter wanted;
    private final Progress progress;
    private final Rebuild rebuild;
    private final RecordLog<ChatCompletion> log;

    private RebuildRun(
            SluiceConfig config,
            Schemas schemas,
            RowFilter wanted,
            Progress progress,
            Rebuild rebuild,
            RecordLog<ChatCompletion> log) {
        this.config = config;
        this.schemas = schemas;
        this.wanted = wanted;
        this.progress = progress;
        this.rebuild = rebuild;
        this.log = log;
    }

    /** Looks the topic up, and reads nothing yet. */
    static RebuildRun open(
            SluiceConfig config,
            Schemas schemas,
            Optional<PriceList> prices,
            RowFilter wanted,
            Progress progress)
            throws InterruptedException {
        return new RebuildRun(
                config,
                schemas,
                wanted,
                progress,
                new Rebuild(config.usage(), prices, wanted),
                RecordLog.open(
                        Cluster.of(config),
                        schemas,
                        config.topics().completions(),
                        ChatCompletion.class));
    }

    /** Adds up what is there by now and was not added before. */
    void read() throws InterruptedException {
        log.readToEnd(
                (record, completion) -> {
                    rebuild.add(completion, record.timestamp());
                    progress.update(
                            new Progress.State(rebuild.completions(), 0, OptionalDouble.empty()));
                });
    }

    /** What was added up. */
    Rebuild rebuild() {
        return rebuild;
    }

    /**
     * Compares what is there by now. Rows follow completions with a delay: while there are differences, both are read on.
     *
     * @param patience for how long
     */
    Comparison compare(Duration patience) throws InterruptedException {
        long start = System.nanoTime();
        try (UsageRows usage = UsageRows.open(config, schemas, wanted)) {
            while (true) {
                read();
                Map<RowKey, Tally> present = usage.readToEnd();
                Comparison comparison =
                        Comparison.of(
                                rebuild.sums(),
                                present,
                                log.horizon().millis(),
                                usage.horizon().millis());
                if (comparison.differences().isEmpty()
                        || System.nanoTime() - start >= patience.toNanos()) {
                    return comparison;
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    /** A sentence on the records that were left out, where there are any. */
    Optional<String> complaint() {
        return log.complaint();
    }

    @Override
    public void close() {
        log.close();
    }
}
