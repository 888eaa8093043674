package dev.sluice.processor.flow;

import dev.sluice.processor.config.TopicsConfig;

/** What a topic is there for. */
enum TopicRole {
    REQUESTS("topics.requests"),
    COMPLETIONS("topics.completions"),
    FAILURES("topics.failures"),
    CHUNKS("topics.chunks"),
    LIMITS("topics.limits");

    private final String key;

    TopicRole(String key) {
        this.key = key;
    }

    /** The key that names the topic. */
    String key() {
        return key;
    }

    /** Whether the service does without it where it does not exist. */
    boolean optional() {
        return this == CHUNKS || this == LIMITS;
    }

    /** The topic's name. */
    String topic(TopicsConfig topics) {
        return switch (this) {
            case REQUESTS -> topics.requests();
            case COMPLETIONS -> topics.completions();
            case FAILURES -> topics.failures();
            case CHUNKS -> topics.chunks();
            case LIMITS -> topics.limits();
        };
    }
}
