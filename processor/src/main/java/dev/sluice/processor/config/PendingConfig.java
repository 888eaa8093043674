package dev.sluice.processor.config;

/**
 * Bounds of what is accepted and not yet answered. What is beyond them stays in Kafka.
 *
 * @param windowRecords requests per partition, 1 to 1,000,000
 * @param windowBytes bytes of keys, values and headers per instance, 1 MiB to 1 TiB and at least
 *     {@link AdmissionConfig#maxRequestBytes()}
 */
public record PendingConfig(int windowRecords, long windowBytes) {}
