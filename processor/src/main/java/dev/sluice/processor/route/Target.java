package dev.sluice.processor.route;

/**
 * One endpoint that can serve a request.
 *
 * @param endpoint the endpoint's name
 * @param model the model as this endpoint is asked for it: an alias is resolved
 * @param weight its share of requests among the targets of its tier, 1 to 1,000
 */
public record Target(String endpoint, String model, int weight) {}
