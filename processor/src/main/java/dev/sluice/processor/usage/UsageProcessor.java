package dev.sluice.processor.usage;

import dev.sluice.v1.WindowSize;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds up what outcomes add, in each configured window, and publishes rows that changed. What is read, what is added and
 * what is published commit together, so each outcome counts exactly once, whatever dies.
 */
final class UsageProcessor implements Processor<byte[], byte[], Object, byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(UsageProcessor.class);
    private static final Duration FORGET_INTERVAL = Duration.ofMinutes(1);

    private final UsageStage stage;
    private ProcessorContext<Object, byte[]> context;
    private KeyValueStore<Bytes, byte[]> rows;
    private Publisher publisher;
    private CallBook calls;

    /** Tells this run of the task from those before it. */
    private Object run = new Object();

    UsageProcessor(UsageStage stage) {
        this.stage = stage;
    }

    @Override
    public void init(ProcessorContext<Object, byte[]> processorContext) {
        context = processorContext;
        rows = context.getStateStore(UsageStage.STORE);
        calls =
                new CallBook(
                        context.getStateStore(UsageStage.CALLS_STORE),
                        correction -> context.forward(correction, UsageStage.CORRECTIONS));
        publisher =
                new Publisher(
                        context,
                        rows,
                        context.getStateStore(UsageStage.UNPUBLISHED_STORE),
                        stage.encoder());
        publisher.every(stage.config().publishInterval());
        OldRows old = new OldRows(rows, stage.config());
        context.schedule(FORGET_INTERVAL, PunctuationType.WALL_CLOCK_TIME, old::forget);
        run = new Object();
        stage.running().opened(context.taskId().partition(), run);
    }

    @Override
    public void close() {
        stage.running().closed(context.taskId().partition(), run);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Posting posting = RowCodec.posting(record.value());
        if (posting instanceof SentCalls sent) {
            calls.add(sent, record.timestamp());
        } else if (posting instanceof Delta delta) {
            for (WindowSize size : stage.config().windows()) {
                add(window(size, delta, record.timestamp()), delta);
            }
            long lost = delta.tally().get(Count.LOST_ATTEMPTS);
            if (lost != 0) {
                stage.lost().found(delta.account().endpoint(), lost);
            }
        }
    }

    private void add(TimeWindow window, Delta delta) {
        Bytes key = new RowKey(window, delta.account()).toBytes();
        byte[] stored = rows.get(key);
        Row row = stored == null ? Row.NEW : RowCodec.row(stored);
        rows.put(key, RowCodec.encode(row.plus(delta.tally())));
        publisher.changed(key);
    }

    private TimeWindow window(WindowSize size, Delta delta, long published) {
        TimeWindow own = TimeWindow.at(size, delta.minute());
        TimeWindow counting =
                TimeWindow.counting(size, delta.minute(), published, stage.config().grace());
        if (!counting.equals(own)) {
            LOG.warn(
                    "Usage of {} came after usage.grace of its {} from {} on; it counts in the one from {} on",
                    delta.account().endpoint(),
                    size,
                    Instant.ofEpochMilli(own.start()),
                    Instant.ofEpochMilli(counting.start()));
        }
        return counting;
    }
}
