package dev.sluice.processor.flow;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The producer of a stream thread, which lets no transaction commit without the group's consent.
 *
 * <p>Exactly-once v2 fences a zombie by the group generation that travels with consumed offsets. A transaction that
 * only forwards results has consumed nothing; Streams then hands over an empty map, which Kafka's producer ignores, and
 * a zombie's outcomes would be committed beside those of its successor. So an empty map is replaced by the offsets
 * already committed for the partitions that the thread owns: they change nothing, and the coordinator rejects them from
 * a member that is no longer in the group.
 */
final class FencedProducer extends KafkaProducer<byte[], byte[]> {
    private final CommittedOffsets committed;
    private final CommitPace pace;
    private final TransactionListener listener;
    private final ExecutorService ahead;
    private Map<TopicPartition, OffsetAndMetadata> inTransaction = Map.of();

    FencedProducer(
            Map<String, Object> config,
            CommittedOffsets committed,
            CommitPace pace,
            TransactionListener listener) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.committed = committed;
        this.pace = pace;
        this.listener = listener;
        this.ahead = Executors.newSingleThreadExecutor(FencedProducer::helper);
    }

    private static Thread helper(Runnable work) {
        Thread thread = new Thread(work, "sluice-send-ahead");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Sends what waits for its batch to fill, where a commit is near. Nothing depends on it: the commit sends, and waits for,
     * whatever is left.
     */
    void sendAhead() {
        if (pace.sendAhead()) {
            ahead.execute(this::flush);
        }
    }

    /** A producer before this one may have left a transaction of its thread's without an end. */
    @Override
    public void initTransactions() {
        listener.aborted();
        super.initTransactions();
    }

    @Override
    public Future<RecordMetadata> send(
            ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        pace.produced(record.topic());
        return super.send(record, callback);
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata member) {
        if (member.generationId() < 0) {
            // The coordinator lets offsets without a generation pass unchecked.
            throw new CommitFailedException("This thread is not a member of the group");
        }
        inTransaction =
                offsets.isEmpty()
                        ? committed.fence(member.memberId(), member.generationId())
                        : new HashMap<>(offsets);
        super.sendOffsetsToTransaction(inTransaction, member);
    }

    @Override
    public void commitTransaction() {
        super.commitTransaction();
        committed.committed(inTransaction);
        inTransaction = Map.of();
        pace.ended();
        listener.committed();
    }

    @Override
    public void abortTransaction() {
        inTransaction = Map.of();
        pace.ended();
        listener.aborted();
        super.abortTransaction();
    }

    @Override
    public void close(Duration timeout) {
        ahead.shutdown();
        super.close(timeout);
    }
}
