package dev.sluice.schemas;

/** Names of the registry's subjects, by topic: Confluent's {@code TopicNameStrategy}. */
public final class Subjects {
    private Subjects() {}

    /** The subject of a topic's values: {@code <topic>-value}. */
    public static String value(String topic) {
        return topic + "-value";
    }

    /** The subject of a topic's keys: {@code <topic>-key}. */
    public static String key(String topic) {
        return topic + "-key";
    }
}
