package dev.sluice.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMeterTest {
    @TempDir Path folder;

    @Test
    void readsPastACommandWithSpacesAndParentheses() throws IOException {
        Files.writeString(
                folder.resolve("stat"),
                "42 (a (b) c) S 1 42 42 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 9 0 1 1 1\n");
        Files.writeString(folder.resolve("status"), "Name:\tjava\nVmHWM:\t  524288 kB\n");
        ProcessMeter meter = new ProcessMeter(folder);

        assertThat(meter.cpuSeconds()).isEqualTo(3.0);
        assertThat(meter.peakMebibytes()).isEqualTo(512.0);
    }
}
