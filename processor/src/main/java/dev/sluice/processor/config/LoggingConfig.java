package dev.sluice.processor.config;

/**
 * How an instance writes its log. Commands other than {@code run} print for people, whatever this says.
 *
 * @param format how a line looks
 * @param level of Sluice's own lines
 * @param kafkaLevel of those of Kafka's clients, which at {@code info} print their whole configuration with passwords hidden
 */
public record LoggingConfig(Format format, Level level, Level kafkaLevel) {
    /** How a line looks. */
    public enum Format {
        /** For people. */
        TEXT,
        /** For programs: one object a line. */
        JSON
    }

    /** From which severity on lines are written. */
    public enum Level {
        /** What has to be looked at. */
        ERROR,
        /** What should be known. */
        WARN,
        /** What an instance does. */
        INFO,
        /** How it does it. */
        DEBUG,
        /** Every step. */
        TRACE
    }
}
