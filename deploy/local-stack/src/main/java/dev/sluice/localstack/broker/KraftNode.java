package dev.sluice.localstack.broker;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.fault.LoggingFaultHandler;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * One KRaft node, put together as {@link KafkaRaftServer} does it, but with fault handlers that log where its own end the
 * process: a library must never take its host down. A fault at start still reaches the caller as an exception.
 */
final class KraftNode {

    private final ControllerServer controller;
    private final BrokerServer broker;

    private KraftNode(Map<String, String> properties, ServerSocketFactory sockets) {
        KafkaConfig config = new KafkaConfig(properties, false);
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> storage =
                KafkaRaftServer.initializeLogDirs(
                        config, LoggerFactory.getLogger(KafkaRaftServer.class), "");
        SharedServer shared =
                new SharedServer(
                        config,
                        storage._1(),
                        Time.SYSTEM,
                        metrics(storage._1()),
                        CompletableFuture.completedFuture(
                                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                        QuorumConfig.parseBootstrapServers(
                                config.quorumConfig().bootstrapServers()),
                        (name, fatal, action) -> new LoggingFaultHandler(name, action),
                        sockets);
        broker = new BrokerServer(shared);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), storage._2());
    }

    private static Metrics metrics(MetaPropertiesEnsemble storage) {
        Map<String, Object> labels =
                Map.of(
                        "kafka.cluster.id", storage.clusterId().orElseThrow(),
                        "kafka.node.id", Integer.toString(BrokerProperties.NODE_ID));
        return new Metrics(
                new MetricConfig(),
                new ArrayList<>(),
                Time.SYSTEM,
                true,
                new KafkaMetricsContext("kafka.server", labels));
    }

    /** Returns when the broker serves clients; what fails leaves nothing running. */
    static KraftNode start(Map<String, String> properties, ServerSocketFactory sockets) {
        KraftNode node = new KraftNode(properties, sockets);
        try {
            // The controller knows the quorum's endpoint, which the broker's half needs.
            node.controller.startup();
            node.broker.startup();
            return node;
        } catch (RuntimeException e) {
            node.stop();
            throw e;
        }
    }

    /** The broker goes first, because its shutdown is negotiated with the controller. */
    void stop() {
        broker.shutdown();
        controller.shutdown();
        broker.awaitShutdown();
        controller.awaitShutdown();
    }
}
