package dev.sluice.processor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.RocksDBException;

class FullDiskTest {
    private final SluiceConfig config =
            Loading.load(Loading.MINIMAL + "streams.state-dir: /var/lib/sluice\n");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No space left on device",
                "Disk quota exceeded",
                "Read-only file system",
            })
    void namesTheDirectory(String cause) {
        RocksDBException rocks =
                new RocksDBException("While appending to file: /var/lib/sluice/1.sst: " + cause);

        assertThat(
                        FullDisk.of(
                                new StreamsException(
                                        new ProcessorStateException("Error while putting", rocks)),
                                config))
                .map(Problem::toString)
                .contains("streams.state-dir: " + cause + ": /var/lib/sluice");
        assertThat(FullDisk.of(new IOException(cause), config)).isPresent();
    }

    @Test
    void leavesOtherFailuresAlone() {
        assertThat(FullDisk.of(new IOException((String) null), config)).isEmpty();
        assertThat(FullDisk.of(new StreamsException("Corrupted block"), config)).isEmpty();
    }
}
