package dev.sluice.processor.support;

import dev.sluice.localstack.registry.LocalRegistry;

/**
 * Broker and registry, started once for all tests of a process.
 *
 * @param broker the broker
 * @param registry the registry
 */
public record Backbone(TestBroker broker, LocalRegistry registry) implements AutoCloseable {
    static Backbone start() {
        return new Backbone(TestBroker.start(), LocalRegistry.temporary());
    }

    /** Address of the broker. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}
