package dev.sluice.processor.config;

/**
 * Names of the topics, and whether to create those that are missing.
 *
 * @param requests where users publish {@code ChatRequest}
 * @param completions where answers go
 * @param failures where everything else goes
 * @param chunks where pieces of streamed answers go
 * @param usage where totals go
 * @param limits where limits can be set while the service runs
 * @param create create what is missing at start; otherwise a missing topic is an error
 * @param partitions partitions of a created topic, 1 to 10,000
 * @param replication replication factor of a created topic and of the internal topics, 1 to 1,000
 */
public record TopicsConfig(
        String requests,
        String completions,
        String failures,
        String chunks,
        String usage,
        String limits,
        boolean create,
        int partitions,
        int replication) {}
