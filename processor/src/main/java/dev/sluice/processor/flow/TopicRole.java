package dev.sluice.processor.flow;

import dev.sluice.processor.config.SluiceConfig;
import java.util.EnumSet;
import java.util.Set;

/** What a topic is there for. */
enum TopicRole {
    REQUESTS("topics.requests"),
    COMPLETIONS("topics.completions"),
    FAILURES("topics.failures"),
    CHUNKS("topics.chunks"),
    LIMITS("topics.limits"),
    USAGE("topics.usage"),
    /** Internal: what outcomes add, on its way to where it is added up. */
    USAGE_DELTAS("usage.windows");

    private final String key;

    TopicRole(String key) {
        this.key = key;
    }

    /** Those that an instance has to do with. */
    static Set<TopicRole> of(SluiceConfig config) {
        Set<TopicRole> roles = EnumSet.allOf(TopicRole.class);
        if (config.usage().windows().isEmpty()) {
            roles.remove(USAGE);
            roles.remove(USAGE_DELTAS);
        }
        return roles;
    }

    /** The key that names the topic, or for whose sake it is there. */
    String key() {
        return key;
    }

    /** Whether the service does without it where it does not exist. */
    boolean optional() {
        return this == CHUNKS || this == LIMITS;
    }

    /** Whether it is nobody's but ours, and made whether or not others are. */
    boolean internal() {
        return this == USAGE_DELTAS;
    }

    /** The topic's name. */
    String topic(SluiceConfig config) {
        return switch (this) {
            case REQUESTS -> config.topics().requests();
            case COMPLETIONS -> config.topics().completions();
            case FAILURES -> config.topics().failures();
            case CHUNKS -> config.topics().chunks();
            case LIMITS -> config.topics().limits();
            case USAGE -> config.topics().usage();
            case USAGE_DELTAS -> config.applicationId() + "-usage-deltas";
        };
    }
}
