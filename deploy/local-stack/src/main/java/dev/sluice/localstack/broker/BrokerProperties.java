package dev.sluice.localstack.broker;

import dev.sluice.localstack.Ports;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The broker's properties: one node, quick to start, small in memory, and as strict as production about transactions. */
final class BrokerProperties {

    static final int NODE_ID = 1;
    static final String CLIENT_LISTENER = "PLAINTEXT";
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String SYSTEMS_OWN = "-1";
    private static final String MIB = "1048576";
    private static final String MAX_RECORD = Integer.toString(32 * 1_048_576);

    private BrokerProperties() {}

    static Map<String, String> of(
            Path logFolder, int port, int controllerPort, Map<String, String> overrides) {
        Map<String, String> all = new HashMap<>(identity(logFolder, port, controllerPort));
        all.putAll(singleNode());
        all.putAll(sizes());
        all.putAll(overrides);
        return all;
    }

    private static Map<String, String> identity(Path logFolder, int port, int controllerPort) {
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@" + Ports.LOOPBACK + ":" + controllerPort,
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "inter.broker.listener.name",
                CLIENT_LISTENER,
                "listeners",
                listener(CLIENT_LISTENER, port)
                        + ","
                        + listener(CONTROLLER_LISTENER, controllerPort),
                "listener.security.protocol.map",
                CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
                "log.dirs",
                logFolder.toString());
    }

    private static String listener(String name, int port) {
        return name + "://" + Ports.LOOPBACK + ":" + port;
    }

    /** Internal topics with one replica and few partitions, because each partition costs time at start; nothing is created by accident. */
    private static Map<String, String> singleNode() {
        return Map.ofEntries(
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("default.replication.factor", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "5"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "5"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                // A lone consumer need not wait for others, and a dead transaction is aborted
                // within a second of its timeout.
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("group.min.session.timeout.ms", "1000"),
                Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"));
    }

    private static Map<String, String> sizes() {
        return Map.of(
                "message.max.bytes", MAX_RECORD,
                "replica.fetch.max.bytes", MAX_RECORD,
                "num.network.threads", "2",
                "num.io.threads", "4",
                // The system's own sizes: segments of the loopback interface are as large as
                // Kafka's buffers, which lose some.
                "socket.receive.buffer.bytes", SYSTEMS_OWN,
                "socket.send.buffer.bytes", SYSTEMS_OWN,
                // Kafka's default takes 128 MiB of heap, which suits a server with millions of keys
                // to compact.
                "log.cleaner.dedupe.buffer.size", "8388608",
                "offsets.load.buffer.size", MIB,
                "transaction.state.log.load.buffer.size", MIB);
    }
}
