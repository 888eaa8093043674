package dev.sluice.processor.duplicate;

import dev.sluice.processor.config.AdmissionConfig;
import dev.sluice.processor.flow.StoreSettings;
import dev.sluice.processor.metrics.DuplicateMeters;
import dev.sluice.processor.outcome.OutcomeEncoder;
import dev.sluice.processor.outcome.OutcomeListener;
import dev.sluice.processor.pending.Arrival;
import dev.sluice.processor.pending.RequestReader;
import dev.sluice.processor.pending.RequestReaders;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/** Makes the processor of each task that finds repeats, with the store of ids. */
public final class DuplicateStage implements ProcessorSupplier<byte[], Arrival, byte[], Object> {
    /** Name of the store, on disk: {@link Acceptance}s by {@link Fingerprints}, in {@link Buckets}. */
    public static final String STORE = StoreSettings.ACCEPTED_IDS;

    /** A segment of the changelog is not closed sooner than this, however short the window is. */
    private static final Duration SHORTEST_SEGMENT = Duration.ofMinutes(10);

    /** Segments of the changelog in a window, at least: whole ones go. */
    private static final int SEGMENTS = 4;

    private static final int SEGMENT_BYTES = 64 << 20;

    private final Buckets buckets;
    private final RepeatRule rule;
    private final InstantSource clock;
    private final String next;
    private final OutcomeListener listener;
    private final boolean usage;
    private final StoreBuilder<WindowStore<Bytes, byte[]>> store;

    private DuplicateStage(
            Buckets buckets,
            RepeatRule rule,
            InstantSource clock,
            String next,
            OutcomeListener listener,
            boolean usage) {
        this.buckets = buckets;
        this.rule = rule;
        this.clock = clock;
        this.next = next;
        this.listener = listener;
        this.usage = usage;
        this.store = store(buckets);
    }

    /**
     * The stage as it is configured; none where repeats are allowed.
     *
     * @param config what becomes of repeats
     * @param outcomes encodes failures
     * @param meters count repeats
     * @param clock the present time
     * @param next name of the node that new requests go to
     * @param listener hears of outcomes
     * @param usage whether it is passed on what outcomes add to usage
     */
    public static Optional<DuplicateStage> of(
            AdmissionConfig config,
            OutcomeEncoder outcomes,
            DuplicateMeters meters,
            InstantSource clock,
            String next,
            OutcomeListener listener,
            boolean usage) {
        Optional<RepeatRule> rule =
                switch (config.duplicates()) {
                    case ALLOW -> Optional.empty();
                    case REJECT -> Optional.of(RepeatRule.reject(outcomes, meters));
                    case DROP -> Optional.of(RepeatRule.drop(meters));
                };
        Buckets buckets = Buckets.of(config.duplicateWindow());
        return rule.map(
                repeats -> new DuplicateStage(buckets, repeats, clock, next, listener, usage));
    }

    @Override
    public Processor<byte[], Arrival, byte[], Object> get() {
        return new DuplicateProcessor(this::check, clock, next, listener, usage);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(store);
    }

    /** Reads again what the window keeps, and finds repeats in it; the window's node needs the {@linkplain #STORE store}. */
    public RequestReaders readers(RequestReader reader) {
        return context -> new SecondReader(reader, check(context));
    }

    private DuplicateCheck check(ProcessorContext<?, ?> context) {
        WindowStore<Bytes, byte[]> ids = context.getStateStore(STORE);
        return new DuplicateCheck(new AcceptedIds(ids, buckets), rule, context, clock);
    }

    private static StoreBuilder<WindowStore<Bytes, byte[]>> store(Buckets buckets) {
        return Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(
                                STORE,
                                buckets.retention(),
                                Duration.ofMillis(buckets.windowMillis()),
                                false),
                        Serdes.Bytes(),
                        Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(changelog(buckets));
    }

    /**
     * No id is written twice, so there is nothing to compact. What is old goes by segments, and by the time at which the
     * broker appended it: requests may have odd timestamps.
     */
    private static Map<String, String> changelog(Buckets buckets) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime",
                TopicConfig.SEGMENT_BYTES_CONFIG,
                String.valueOf(SEGMENT_BYTES),
                TopicConfig.SEGMENT_MS_CONFIG,
                String.valueOf(
                        Math.max(buckets.windowMillis() / SEGMENTS, SHORTEST_SEGMENT.toMillis())));
    }
}
