package dev.sluice.processor.flow;

import java.util.Optional;

/**
 * The topics, found in order.
 *
 * @param sizes the largest records that pass through
 * @param chunks whether there is a topic for pieces of streamed answers, which is no duty
 * @param limits whether there is a topic for limits, which is no duty
 * @param usageDeltas the internal topic of what outcomes add to usage, where that is added up
 */
public record ReadyTopics(
        TopicSizes sizes, boolean chunks, boolean limits, Optional<Partitioned> usageDeltas) {
    /**
     * A topic.
     *
     * @param name its name
     * @param partitions how many it has
     */
    public record Partitioned(String name, int partitions) {}
}
