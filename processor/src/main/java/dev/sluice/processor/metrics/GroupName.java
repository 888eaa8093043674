package dev.sluice.processor.metrics;

/**
 * What requests have in common.
 *
 * @param tenant whose they are
 * @param model that they ask for
 */
public record GroupName(String tenant, String model) {}
