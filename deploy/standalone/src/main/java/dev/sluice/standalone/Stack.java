package dev.sluice.standalone;

import dev.sluice.localstack.broker.BrokerOptions;
import dev.sluice.localstack.broker.LocalBroker;
import dev.sluice.localstack.endpoint.EndpointOptions;
import dev.sluice.localstack.endpoint.Latency;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import dev.sluice.localstack.registry.LocalRegistry;
import dev.sluice.localstack.registry.RegistryOptions;
import dev.sluice.processor.Sluice;
import dev.sluice.processor.config.ConfigLoader;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.schemas.SchemaRejectedException;
import dev.sluice.standalone.RunOptions.RemoteEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Broker, registry, endpoint and processor, up and running. */
final class Stack implements AutoCloseable {
    /** About as slow as a quick endpoint, so that progress can be watched. */
    private static final Latency LATENCY = Latency.lognormal(Duration.ofMillis(500), 0.5);

    private final Parts parts;
    private final SluiceConfig config;
    private final Addresses addresses;

    private Stack(Parts parts, SluiceConfig config, Addresses addresses) {
        this.parts = parts;
        this.config = config;
        this.addresses = addresses;
    }

    /**
     * Starts everything on the folder; returns when requests can be sent.
     *
     * @param remote the endpoint; empty: a simulated one
     * @param sections further sections of the configuration, such as limits; may be empty
     * @param models what the simulated endpoint knows
     * @param news is told what starts
     * @throws SchemaRejectedException if the folder's registry holds other schemas than ours
     * @throws IllegalStateException if a part cannot be started
     * @throws dev.sluice.processor.config.ConfigException if the options make no configuration
     */
    static Stack start(
            DataFolder data,
            Optional<RemoteEndpoint> remote,
            String sections,
            List<String> models,
            Consumer<String> news)
            throws InterruptedException, SchemaRejectedException {
        Parts parts = new Parts();
        try {
            news.accept("Starting a Kafka broker");
            LocalBroker broker = LocalBroker.start(broker(data));
            parts.add(broker::close);
            news.accept("Starting a schema registry");
            LocalRegistry registry = LocalRegistry.start(RegistryOptions.in(data.registry()));
            parts.add(registry::close);
            RemoteEndpoint endpoint = remote.orElseGet(() -> simulated(models, parts));
            SluiceConfig config =
                    ConfigLoader.load(
                            ConfigFile.write(
                                    data,
                                    broker.bootstrapServers(),
                                    registry.url(),
                                    endpoint,
                                    sections),
                            System.getenv());
            news.accept("Starting Sluice");
            Sluice sluice = Sluice.start(config);
            parts.add(sluice::close);
            return new Stack(
                    parts,
                    config,
                    new Addresses(
                            broker.bootstrapServers(),
                            registry.url(),
                            endpoint.url(),
                            data.config(),
                            config.topics()));
        } catch (InterruptedException | SchemaRejectedException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /**
     * After a kill the broker is let in again when its former self's session is over, by default after 9 s. What the folder
     * holds stays as long as the folder: totals of usage are of all of it.
     */
    private static BrokerOptions broker(DataFolder data) {
        return BrokerOptions.in(data.broker())
                .with("broker.session.timeout.ms", "4000")
                .with("broker.heartbeat.interval.ms", "500")
                .with("log.retention.ms", "-1");
    }

    private static RemoteEndpoint simulated(List<String> models, Parts parts) {
        SimulatedEndpoint endpoint =
                SimulatedEndpoint.start(
                        EndpointOptions.defaults()
                                .withModels(models)
                                .withLatency(LATENCY)
                                .withRecorded(0));
        parts.add(endpoint::close);
        return new RemoteEndpoint(endpoint.url(), "openai", Optional.empty(), Optional.empty());
    }

    SluiceConfig config() {
        return config;
    }

    Addresses addresses() {
        return addresses;
    }

    @Override
    public void close() {
        parts.close();
    }
}
