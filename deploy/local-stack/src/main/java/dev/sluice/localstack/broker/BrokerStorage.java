package dev.sluice.localstack.broker;

import dev.sluice.localstack.Folders;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;

/** The log folder, formatted the way {@code kafka-storage.sh format} does it. */
final class BrokerStorage {

    private BrokerStorage() {}

    /** Formats the folder unless it was before: a new cluster id on old data would be refused, rightly. */
    static void prepare(Path logFolder) {
        Folders.create(logFolder);
        if (Files.exists(logFolder.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            return;
        }
        try (PrintStream quiet =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(quiet)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(BrokerProperties.NODE_ID)
                    .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                    .setMetadataLogDirectory(logFolder.toString())
                    .addDirectory(logFolder.toString())
                    .run();
        } catch (Exception e) {
            throw new KafkaException("Cannot format the broker's folder " + logFolder, e);
        }
    }
}
