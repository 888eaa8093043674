package dev.sluice.processor.usage;

/**
 * What usage is added up by.
 *
 * @param tenant who is billed; empty where a record could not be read
 * @param model the model that was asked for; empty where a record could not be read
 * @param endpoint name of the endpoint; empty where a request was never sent
 */
public record Account(String tenant, String model, String endpoint) {}
