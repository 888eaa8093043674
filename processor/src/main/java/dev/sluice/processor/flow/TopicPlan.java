package dev.sluice.processor.flow;

import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.config.TopicsConfig;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * What has to be done about the topics. Pure: it follows from the configuration and from what exists.
 *
 * @param sizes the largest records that pass through
 * @param chunks whether there is, or will be, a topic for pieces of streamed answers
 * @param limits whether there is, or will be, a topic for limits
 * @param create topics to create
 * @param problems what cannot be put right from here
 */
record TopicPlan(
        TopicSizes sizes,
        boolean chunks,
        boolean limits,
        Map<TopicRole, NewTopic> create,
        List<Problem> problems) {
    /**
     * Compares what is needed with what exists.
     *
     * @param config the configuration
     * @param existing {@code max.message.bytes} of the topics that exist
     */
    static TopicPlan of(SluiceConfig config, Map<TopicRole, Integer> existing) {
        Integer requests = existing.get(TopicRole.REQUESTS);
        TopicSizes sizes =
                requests == null
                        ? TopicSizes.forNewRequests(config)
                        : TopicSizes.forRequestsUpTo(requests, config);
        Map<TopicRole, NewTopic> create = new EnumMap<>(TopicRole.class);
        List<Problem> problems = new ArrayList<>();
        for (TopicRole role : TopicRole.of(config)) {
            Integer maxMessageBytes = existing.get(role);
            if (maxMessageBytes == null && (config.topics().create() || role.internal())) {
                create.put(role, NewTopics.of(role, config, sizes));
            } else if (maxMessageBytes == null && !role.optional()) {
                problems.add(missing(role, config));
            } else if (maxMessageBytes != null
                    && role != TopicRole.REQUESTS
                    && maxMessageBytes < sizes.of(role)) {
                problems.add(tooSmall(role, config, maxMessageBytes, sizes));
            }
        }
        if (sizes.largestOutcomeBytes() > StreamSettings.MAX_RECORD_BYTES) {
            problems.add(tooLarge(config.topics(), sizes));
        }
        Set<TopicRole> there = EnumSet.noneOf(TopicRole.class);
        there.addAll(existing.keySet());
        there.addAll(create.keySet());
        return new TopicPlan(
                sizes,
                there.contains(TopicRole.CHUNKS),
                there.contains(TopicRole.LIMITS),
                create,
                problems);
    }

    private static Problem missing(TopicRole role, SluiceConfig config) {
        return new Problem(
                role.key(),
                "topic %s does not exist; create it or set topics.create: true"
                        .formatted(role.topic(config)));
    }

    private static Problem tooLarge(TopicsConfig topics, TopicSizes sizes) {
        return new Problem(
                TopicRole.REQUESTS.key(),
                "outcomes may have %d bytes, but at most %d can be written: lower max.message.bytes of topic %s, which takes %d, or max-response-bytes"
                        .formatted(
                                sizes.largestOutcomeBytes(),
                                StreamSettings.MAX_RECORD_BYTES,
                                topics.requests(),
                                sizes.requestBytes()));
    }

    private static Problem tooSmall(
            TopicRole role, SluiceConfig config, int maxMessageBytes, TopicSizes sizes) {
        String why =
                role == TopicRole.FAILURES
                        ? "a failure holds the whole request, and %s takes up to %d bytes"
                                .formatted(config.topics().requests(), sizes.requestBytes())
                        : "a completion holds an answer of up to max-response-bytes, and the request's key"
                                + " and metadata";
        return new Problem(
                role.key(),
                "topic %s has max.message.bytes=%d but needs at least %d: %s"
                        .formatted(role.topic(config), maxMessageBytes, sizes.of(role), why));
    }
}
