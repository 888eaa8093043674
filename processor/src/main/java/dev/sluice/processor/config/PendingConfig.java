package dev.sluice.processor.config;

/**
 * Bounds of what is accepted and not yet answered. What is beyond them stays in Kafka.
 *
 * @param windowRecords requests per partition, 1 to 1,000,000
 * @param windowBytes bytes of keys, values and headers per instance, 1 MiB to 1 TiB and at least
 *     {@link AdmissionConfig#maxRequestBytes()}
 * @param parkedRecords requests per partition that may be parked on disk while something holds them back, 0 to 10,000,000;
 *     0: none are
 * @param parkedBytes their bytes per partition, 1 MiB to 1 TiB
 */
public record PendingConfig(
        int windowRecords, long windowBytes, int parkedRecords, long parkedBytes) {}
