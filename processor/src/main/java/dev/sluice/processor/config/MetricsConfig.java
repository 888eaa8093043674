package dev.sluice.processor.config;

/**
 * How many names are told apart in metrics. What comes beyond that is counted together, under one name.
 *
 * @param tenants tenants with numbers of their own, 0 to 10,000
 * @param models models with numbers of their own, 0 to 10,000
 */
public record MetricsConfig(int tenants, int models) {}
