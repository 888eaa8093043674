package dev.sluice.processor.config;

import java.util.Map;

/**
 * The whole configuration of an instance.
 *
 * @param applicationId Kafka Streams application id: consumer group, prefix of internal topics and transactional ids
 * @param kafka properties for every Kafka client, under Kafka's own names; {@code bootstrap.servers} is always there
 * @param schemaRegistry properties of the registry client, {@code schema.registry.url} and what else begins with
 *     {@code schema.registry.}
 * @param topics names of the topics, and whether to create them
 * @param endpoints the endpoints by name
 * @param limits the limits by name; none: nothing is limited but by {@code dispatch}
 * @param prices the prices by name; what has none is not billed
 * @param usage which totals of usage are kept
 * @param admission what is let in
 * @param pending bounds of the window of accepted and unanswered requests
 * @param dispatch how much is sent at once
 * @param scheduling who goes first among those that wait
 * @param streams threads, commits and timeouts of the stream
 * @param admin where operators look at the instance
 * @param metrics how many names are told apart there
 * @param logging how it writes its log
 */
public record SluiceConfig(
        String applicationId,
        Map<String, String> kafka,
        Map<String, String> schemaRegistry,
        TopicsConfig topics,
        Map<String, EndpointConfig> endpoints,
        Map<String, LimitConfig> limits,
        Map<String, PriceConfig> prices,
        UsageConfig usage,
        AdmissionConfig admission,
        PendingConfig pending,
        DispatchConfig dispatch,
        SchedulingConfig scheduling,
        StreamConfig streams,
        AdminConfig admin,
        MetricsConfig metrics,
        LoggingConfig logging) {
    /** Keeps its own copies of the maps. */
    public SluiceConfig {
        kafka = Map.copyOf(kafka);
        schemaRegistry = Map.copyOf(schemaRegistry);
        endpoints = Map.copyOf(endpoints);
        limits = Map.copyOf(limits);
        prices = Map.copyOf(prices);
    }

    /** Everything in effect, with secrets masked: the maps may hold passwords. */
    @Override
    public String toString() {
        return EffectiveConfig.print(this);
    }
}
