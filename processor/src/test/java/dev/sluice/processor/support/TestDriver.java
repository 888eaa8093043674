package dev.sluice.processor.support;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;

/** Streams' test driver, which takes and gives records of bytes. */
public final class TestDriver implements AutoCloseable {
    private final TopologyTestDriver driver;

    /** It keeps what is on disk in this folder, as any other of this name did there. */
    public TestDriver(String name, Topology topology, Path folder, Map<String, Object> more) {
        Properties settings = settings();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        settings.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        settings.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        settings.putAll(more);
        driver = new TopologyTestDriver(topology, settings);
    }

    /** The least that Streams asks for, also for a mock context. */
    public static Properties settings() {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        return settings;
    }

    /** Where records of a topic come in. */
    public TestInputTopic<byte[], byte[]> in(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** What is written to a topic. */
    public TestOutputTopic<byte[], byte[]> out(String topic) {
        return driver.createOutputTopic(
                topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Lets so much time pass by the wall clock. */
    public void pass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** A store by its name. */
    public <K> KeyValueStore<K, byte[]> store(String name) {
        return driver.getKeyValueStore(name);
    }

    /** The names of all stores. */
    public Set<String> stores() {
        return driver.getAllStateStores().keySet();
    }

    @Override
    public void close() {
        driver.close();
    }
}
