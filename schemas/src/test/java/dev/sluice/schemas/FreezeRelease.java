package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Not a test but a tool: keeps today's schemas as a release. Its name keeps it out of ordinary runs; how it is run
 * stands in {@code src/main/released/README.md}.
 */
class FreezeRelease {
    @Test
    void freeze() throws Exception {
        String version = System.getProperty("release");
        assertThat(version).as("the property 'release'").isNotNull();
        ReleasedSchemas.KEPT.freeze(version, TopicRecords.schemas());
    }
}
