package dev.sluice.processor.cli.billing;

import dev.sluice.processor.cli.Cluster;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.usage.Row;
import dev.sluice.processor.usage.RowKey;
import dev.sluice.processor.usage.Tally;
import dev.sluice.processor.usage.Totals;
import dev.sluice.schemas.Schemas;
import dev.sluice.v1.UsageTotals;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The rows on the usage topic: of each the one with the highest version, as a sink that upserts keeps them. */
final class UsageRows implements AutoCloseable {
    private final RecordLog<UsageTotals> log;
    private final Predicate<RowKey> wanted;
    private final Map<RowKey, Row> rows = new HashMap<>();

    private UsageRows(RecordLog<UsageTotals> log, Predicate<RowKey> wanted) {
        this.log = log;
        this.wanted = wanted;
    }

    /**
     * Looks the topic up, and reads nothing yet.
     *
     * @param wanted which rows to keep
     * @throws dev.sluice.processor.cli.CliException when the brokers or the topic cannot be used
     */
    static UsageRows open(SluiceConfig config, Schemas schemas, Predicate<RowKey> wanted)
            throws InterruptedException {
        return new UsageRows(
                RecordLog.open(
                        Cluster.of(config), schemas, config.topics().usage(), UsageTotals.class),
                wanted);
    }

    /** The rows as they are now. */
    Map<RowKey, Tally> readToEnd() throws InterruptedException {
        log.readToEnd(
                new RecordLog.Each<>() {
                    @Override
                    public void take(ConsumerRecord<byte[], byte[]> record, UsageTotals totals) {
                        put(totals);
                    }

                    @Override
                    public void removed(ConsumerRecord<byte[], byte[]> record) {
                        if (record.key() != null) {
                            String key = new String(record.key(), StandardCharsets.UTF_8);
                            rows.keySet().removeIf(row -> row.text().equals(key));
                        }
                    }
                });
        Map<RowKey, Tally> tallies = new HashMap<>();
        rows.forEach((key, row) -> tallies.put(key, row.tally()));
        return tallies;
    }

    private void put(UsageTotals totals) {
        RowKey key = Totals.key(totals);
        if (wanted.test(key)) {
            rows.merge(
                    key,
                    new Row(totals.getVersion(), Totals.tally(totals)),
                    (before, now) -> now.version() >= before.version() ? now : before);
        }
    }

    /** A sentence on the records that were left out, where there are any. */
    Optional<String> complaint() {
        return log.complaint();
    }

    /** How far back the topic reaches. */
    Horizon horizon() {
        return log.horizon();
    }

    @Override
    public void close() {
        log.close();
    }
}
