package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** Today's schemas against those of every release. If this fails, the change breaks programs in the field. */
class ReleaseCompatibilityTest {
    @Test
    void everyReleaseIsComplete() throws Exception {
        Map<String, List<Schema>> releases = ReleasedSchemas.KEPT.read();
        assertThat(releases).containsKey("0.1.0");
        List<String> first = names(releases.getOrDefault("0.1.0", List.of()));
        assertThat(first).hasSizeGreaterThanOrEqualTo(5);
        assertThat(releases.values()).allMatch(schemas -> names(schemas).containsAll(first));
    }

    @Test
    void everyReleaseReadsUsAndWeReadEveryRelease() throws Exception {
        for (Map.Entry<String, List<Schema>> release : ReleasedSchemas.KEPT.read().entrySet()) {
            for (Schema released : release.getValue()) {
                assertThat(TopicRecords.schemas())
                        .as("%s of %s", released.getFullName(), release.getKey())
                        .filteredOn(now -> now.getFullName().equals(released.getFullName()))
                        .singleElement()
                        .satisfies(
                                now ->
                                        assertThat(FullCompatibility.problems(now, released))
                                                .isEmpty());
            }
        }
    }

    private static List<String> names(List<Schema> schemas) {
        return schemas.stream().map(Schema::getFullName).toList();
    }
}
