package dev.sluice.processor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.ConfigLoader;
import dev.sluice.processor.config.SluiceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was sent is told once its run is over, however it ended. */
class CallLedgerTest {
    @TempDir Path folder;
    private final Map<String, Map<String, Long>> told = new HashMap<>();
    private boolean heard = true;
    private SluiceConfig config;

    @BeforeEach
    void configure() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("sluice.yaml"),
                        """
                        kafka: { bootstrap.servers: "localhost:1" }
                        schema.registry: { url: "http://localhost:1" }
                        endpoints:
                          one: { base-url: "http://localhost:1" }
                          two: { base-url: "http://localhost:2" }
                        streams: { state-dir: "%s" }
                        """
                                .formatted(folder.resolve("state")));
        config = ConfigLoader.load(file, Map.of());
    }

    @Test
    void aRunThatStopsTellsOfItself() throws IOException {
        CallLedger ledger = open();
        count(ledger, 3, 1);
        ledger.close();

        assertThat(told).containsOnly(Map.entry(ledger.run(), Map.of("one", 3L, "two", 1L)));
        assertThat(files()).isEmpty();
    }

    @Test
    void ofARunThatCrashedTheNextOneTells() throws IOException {
        CallLedger crashed = open();
        count(crashed, 2, 0);
        crashed.abandon();
        CallLedger next = open();

        assertThat(told).containsOnly(Map.entry(crashed.run(), Map.of("one", 2L, "two", 0L)));
        assertThat(next.run()).isNotEqualTo(crashed.run());
        assertThat(files()).containsExactly("sluice.calls." + next.run());
        next.close();
    }

    @Test
    void whatNobodyHeardIsToldAgain() throws IOException {
        CallLedger crashed = open();
        count(crashed, 1, 1);
        crashed.abandon();
        heard = false;
        open().abandon();
        told.clear();
        heard = true;
        open().close();

        assertThat(told).containsEntry(crashed.run(), Map.of("one", 1L, "two", 1L));
        assertThat(files()).isEmpty();
    }

    @Test
    void aRunThatGoesOnIsLeftAlone() throws IOException {
        CallLedger first = open();
        CallLedger second = open();

        assertThat(told).isEmpty();
        assertThat(files()).hasSize(2);
        first.close();
        second.close();
    }

    @Test
    void aFileThatIsNotWholeCountsNothing() throws IOException {
        Files.createDirectories(config.streams().stateDir());
        Files.writeString(config.streams().stateDir().resolve("sluice.calls.half"), "SLUI");
        open().close();

        assertThat(told).containsEntry("half", Map.of());
        assertThat(files()).isEmpty();
    }

    private CallLedger open() {
        return CallLedger.open(
                config,
                (run, sent) -> {
                    told.put(run, sent);
                    return heard;
                });
    }

    private static void count(CallLedger ledger, int one, int two) {
        for (int i = 0; i < one; i++) {
            ledger.count("one");
        }
        for (int i = 0; i < two; i++) {
            ledger.count("two");
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(config.streams().stateDir())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
