package dev.sluice.processor.cli.billing;

import dev.sluice.processor.cli.CliException;
import dev.sluice.processor.cli.Cluster;
import dev.sluice.processor.cli.CommittedLog;
import dev.sluice.processor.cli.Progress;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.usage.Count;
import dev.sluice.processor.usage.RowKey;
import dev.sluice.processor.usage.Tally;
import dev.sluice.schemas.Schemas;
import dev.sluice.v1.WindowSize;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * The final totals of all that was ever sent through a service: those that count every outcome that there is. They come from
 * the usage topic, and nothing is counted on the side but how many outcomes there are.
 */
public final class FinalUsage {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final List<Column> BY = List.of(Column.TENANT, Column.MODEL, Column.ENDPOINT);
    private static final List<Count> COUNTS =
            List.of(
                    Count.REQUESTS,
                    Count.PROMPT_TOKENS,
                    Count.COMPLETION_TOKENS,
                    Count.TOTAL_TOKENS);

    private final SluiceConfig config;
    private final WindowSize window;
    private final Duration patience;

    /**
     * @param patience how long to wait while nothing changes
     * @throws CliException when the configuration keeps no totals
     */
    public FinalUsage(SluiceConfig config, Duration patience) {
        this.config = config;
        this.patience = patience;
        this.window =
                config.usage().windows().stream()
                        .reduce((shorter, longer) -> longer)
                        .orElseThrow(
                                () ->
                                        new CliException(
                                                "usage.windows is empty: there are no totals to write."));
    }

    /**
     * Waits for the totals, and writes a line of JSON for each tenant, model and endpoint that has completions. The file
     * is begun when all is known.
     *
     * @param progress is told how many outcomes the totals count
     * @param notes is told, in sentences, what the lines do not say
     * @throws CliException when the totals do not come to count all outcomes, or the topics cannot be read
     * @throws IOException when the file cannot be written
     */
    public void write(Path file, Progress progress, Consumer<String> notes)
            throws IOException, InterruptedException {
        Map<RowKey, Tally> rows = await(progress);
        Report report = Report.of(rows, BY);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (ReportLine line : report.lines()) {
                if (line.tally().get(Count.REQUESTS) > 0 || line.cost().isPresent()) {
                    out.write(JsonLine.of(report.fields(line, COUNTS)));
                    out.write('\n');
                }
            }
        }
        Notes.of(report.total()).forEach(notes);
    }

    private Map<RowKey, Tally> await(Progress progress) throws InterruptedException {
        Cluster cluster = Cluster.of(config);
        LongAdder outcomes = new LongAdder();
        try (Schemas schemas = Schemas.connect(cluster.schemaRegistry());
                CommittedLog log =
                        CommittedLog.open(
                                cluster, List.of(cluster.completions(), cluster.failures()));
                UsageRows usage =
                        UsageRows.open(config, schemas, key -> key.window().size() == window)) {
            long counted = -1;
            long changedAt = System.nanoTime();
            while (true) {
                log.readToEnd(record -> outcomes.increment());
                Map<RowKey, Tally> rows = usage.readToEnd();
                long now = rows.values().stream().mapToLong(FinalUsage::outcomes).sum();
                progress.update(
                        new Progress.State(
                                now,
                                0,
                                OptionalDouble.of((double) now / Math.max(1, outcomes.sum()))));
                if (now == outcomes.sum()) {
                    return rows;
                }
                if (now != counted) {
                    counted = now;
                    changedAt = System.nanoTime();
                } else if (System.nanoTime() - changedAt >= patience.toNanos()) {
                    throw new CliException(
                            "The totals on %s count %d of %d outcomes, and have not changed for %d s."
                                    .formatted(
                                            config.topics().usage(),
                                            now,
                                            outcomes.sum(),
                                            patience.toSeconds()));
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    private static long outcomes(Tally row) {
        return row.get(Count.REQUESTS) + row.get(Count.FAILED_REQUESTS);
    }
}
