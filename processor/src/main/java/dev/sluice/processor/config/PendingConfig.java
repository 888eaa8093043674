package dev.sluice.processor.config;

/**
 * Bounds of what is accepted and not yet answered. What is beyond them stays in Kafka.
 *
 * @param windowRecords requests per partition, at least 1
 * @param windowBytes bytes of keys, values and headers per instance, at least 1 MiB
 */
public record PendingConfig(int windowRecords, long windowBytes) {}
