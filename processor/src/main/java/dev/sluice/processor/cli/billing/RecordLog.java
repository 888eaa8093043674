package dev.sluice.processor.cli.billing;

import dev.sluice.processor.cli.Cluster;
import dev.sluice.processor.cli.CommittedLog;
import dev.sluice.processor.cli.RecordReader;
import dev.sluice.schemas.Schemas;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What is committed on a topic of one kind of records. What is none of them is counted: a sum without it may be wrong.
 *
 * @param <T> the generated record class
 */
final class RecordLog<T extends SpecificRecord> implements AutoCloseable {
    private final String topic;
    private final CommittedLog log;
    private final RecordReader<T> reader;
    private final Horizon horizon;
    private long unreadable;

    /** Takes records. */
    interface Each<T> {
        void take(ConsumerRecord<byte[], byte[]> record, T value) throws InterruptedException;

        /** A record without a value, which on a compacted topic removes what its key had. */
        default void removed(ConsumerRecord<byte[], byte[]> record) {}
    }

    private RecordLog(String topic, CommittedLog log, RecordReader<T> reader) {
        this.topic = topic;
        this.log = log;
        this.reader = reader;
        this.horizon = new Horizon(log.beginnings());
    }

    static <T extends SpecificRecord> RecordLog<T> open(
            Cluster cluster, Schemas schemas, String topic, Class<T> type)
            throws InterruptedException {
        return new RecordLog<>(
                topic,
                CommittedLog.open(cluster, List.of(topic)),
                new RecordReader<>(type, schemas));
    }

    /** Hands over what is there by now and was not handed over before. */
    void readToEnd(Each<T> each) throws InterruptedException {
        log.readToEnd(
                record -> {
                    horizon.saw(record);
                    if (record.value() == null) {
                        each.removed(record);
                        return;
                    }
                    Optional<T> value = reader.read(topic, record.value());
                    if (value.isPresent()) {
                        each.take(record, value.get());
                    } else {
                        unreadable++;
                    }
                });
    }

    /** A sentence on the records that were left out, where there are any. */
    Optional<String> complaint() {
        return unreadable == 0
                ? Optional.empty()
                : Optional.of(
                        "%d records on %s cannot be read, and are left out."
                                .formatted(unreadable, topic));
    }

    /** How far back it reaches. */
    Horizon horizon() {
        return horizon;
    }

    @Override
    public void close() {
        log.close();
    }
}
