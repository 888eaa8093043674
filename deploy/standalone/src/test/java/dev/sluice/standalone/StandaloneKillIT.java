package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole command, killed wherever it may be. */
class StandaloneKillIT {
    private static final int MINUTES = 5;

    @TempDir Path folder;

    @Test
    void killedAgainAndAgainItFinishesEachRequestOnce() throws Exception {
        WorkFolder work = new WorkFolder(folder);
        Path input = Requests.file(folder.resolve("in.jsonl"), WorkFolder.REQUESTS);
        work.killWhen(input, run -> !work.notes().isEmpty());
        work.killWhen(input, run -> work.notes().contains("SUBMITTED"));
        work.killWhen(input, run -> work.answered() >= WorkFolder.REQUESTS / 10);
        work.killWhen(input, run -> work.answered() >= WorkFolder.REQUESTS / 2);

        try (Standalone last = work.start(input, Map.of(), "--usage", "usage.jsonl")) {
            assertThat(last.exitCode(MINUTES)).as(last.terminal()).isZero();
            assertThat(last.terminal()).doesNotContain("DUPLICATE");
        }
        assertThat(WorkFolder.lines(folder.resolve("usage.jsonl")))
                .extracting(line -> line.get("requests").asInt())
                .containsExactly(WorkFolder.REQUESTS);
        assertThat(WorkFolder.customIds(folder.resolve("out.jsonl")))
                .hasSize(WorkFolder.REQUESTS)
                .doesNotHaveDuplicates();
    }
}
