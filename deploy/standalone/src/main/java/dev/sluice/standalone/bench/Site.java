package dev.sluice.standalone.bench;

import dev.sluice.localstack.broker.BrokerOptions;
import dev.sluice.localstack.broker.LocalBroker;
import dev.sluice.localstack.registry.LocalRegistry;
import dev.sluice.localstack.registry.RegistryOptions;
import dev.sluice.standalone.Parts;
import java.nio.file.Path;

/**
 * Where the benchmark takes place: broker and registry, shared by all rounds.
 *
 * @param folder for all that it writes
 * @param bootstrapServers the broker
 * @param registry the schema registry
 * @param parts what runs
 */
record Site(Path folder, String bootstrapServers, String registry, Parts parts)
        implements AutoCloseable {

    static Site open(Path folder) {
        Parts parts = new Parts();
        try {
            LocalBroker broker = LocalBroker.start(BrokerOptions.in(folder.resolve("broker")));
            parts.add(broker::close);
            LocalRegistry registry =
                    LocalRegistry.start(RegistryOptions.in(folder.resolve("registry")));
            parts.add(registry::close);
            return new Site(folder, broker.bootstrapServers(), registry.url(), parts);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    @Override
    public void close() {
        parts.close();
    }
}
