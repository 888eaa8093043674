package dev.sluice.processor.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Threads, commits and timeouts of the stream.
 *
 * @param threads stream threads, 1 to 256; more than the request topic's partitions idle
 * @param commitInterval how often outcomes are committed, and so become visible; 5 ms to 1 s
 * @param sessionTimeout how long an instance may be silent before its partitions are taken over; 6 s to 5 min with a
 *     broker's defaults
 * @param transactionTimeout how long a dead instance's open transaction blocks readers and its successor; 1 s to 15 min
 * @param instanceId the instance's name in its group, its own and the same after each restart: then it keeps its partitions if it is
 *     back within the session timeout. Without one, others take them over as soon as it stops
 * @param stateDir where Kafka Streams keeps its lock, its process id and the parked requests; one directory per instance,
 *     on a disk
 * @param properties Kafka Streams properties under their own names, e.g. {@code num.standby.replicas}
 */
public record StreamConfig(
        int threads,
        Duration commitInterval,
        Duration sessionTimeout,
        Duration transactionTimeout,
        Optional<String> instanceId,
        Path stateDir,
        Map<String, String> properties) {
    /** Keeps its own copy of the properties. */
    public StreamConfig {
        properties = Map.copyOf(properties);
    }

    /** Without the properties' values, which may be passwords. */
    @Override
    public String toString() {
        return "StreamConfig[threads=%d, commitInterval=%s, sessionTimeout=%s, transactionTimeout=%s, instanceId=%s, stateDir=%s, properties=%s]"
                .formatted(
                        threads,
                        commitInterval,
                        sessionTimeout,
                        transactionTimeout,
                        instanceId,
                        stateDir,
                        properties.keySet());
    }
}
