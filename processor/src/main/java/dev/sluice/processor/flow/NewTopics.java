package dev.sluice.processor.flow;

import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.config.UsageConfig;
import dev.sluice.v1.WindowSize;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Topics as they are created. */
final class NewTopics {
    /** What is added up is read at once; so long an instance may be down before it would be lost. */
    private static final Duration DELTAS_KEPT = Duration.ofDays(7);

    /** One place adds up for many tenants: it takes tens of thousands of outcomes a second. */
    private static final int MOST_DELTA_PARTITIONS = 3;

    private NewTopics() {}

    static NewTopic of(TopicRole role, SluiceConfig config, TopicSizes sizes) {
        int partitions = config.topics().partitions();
        return switch (role) {
            case REQUESTS, COMPLETIONS, FAILURES, CHUNKS ->
                    topic(
                            role,
                            config,
                            partitions,
                            Map.of(
                                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                    Integer.toString(sizes.of(role))));
            // One partition keeps the order of changes; compacted, it keeps the last one of each
            // limit.
            case LIMITS ->
                    topic(
                            role,
                            config,
                            1,
                            Map.of(
                                    TopicConfig.CLEANUP_POLICY_CONFIG,
                                    TopicConfig.CLEANUP_POLICY_COMPACT));
            // Each row's last version, for as long as any row is kept.
            case USAGE ->
                    topic(
                            role,
                            config,
                            partitions,
                            Map.of(
                                    TopicConfig.CLEANUP_POLICY_CONFIG,
                                    TopicConfig.CLEANUP_POLICY_COMPACT
                                            + ","
                                            + TopicConfig.CLEANUP_POLICY_DELETE,
                                    TopicConfig.RETENTION_MS_CONFIG,
                                    Long.toString(longest(config.usage()).toMillis())));
            case USAGE_DELTAS ->
                    topic(
                            role,
                            config,
                            Math.min(partitions, MOST_DELTA_PARTITIONS),
                            Map.of(
                                    TopicConfig.CLEANUP_POLICY_CONFIG,
                                    TopicConfig.CLEANUP_POLICY_DELETE,
                                    TopicConfig.RETENTION_MS_CONFIG,
                                    Long.toString(DELTAS_KEPT.toMillis())));
        };
    }

    private static NewTopic topic(
            TopicRole role, SluiceConfig config, int partitions, Map<String, String> configs) {
        return new NewTopic(role.topic(config), partitions, (short) config.topics().replication())
                .configs(configs);
    }

    private static Duration longest(UsageConfig usage) {
        return Arrays.stream(WindowSize.values())
                .map(usage.keep()::of)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
