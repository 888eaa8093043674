package dev.sluice.processor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.Position;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SetsTest {
    @Property(tries = 100)
    void seenIdsIsASet(@ForAll List<@StringLength(max = 2) String> ids) {
        SeenIds seen = new SeenIds();
        Set<String> expected = new HashSet<>();
        for (String id : ids) {
            assertThat(seen.contains(id)).isEqualTo(expected.contains(id));
            assertThat(seen.add(id)).isEqualTo(expected.add(id));
            assertThat(seen.contains(id)).isTrue();
        }
        assertThat(seen.size()).isEqualTo(expected.size());
    }

    @Test
    void seenIdsGrows() {
        SeenIds seen = new SeenIds();
        for (int i = 0; i < 50_000; i++) {
            assertThat(seen.add("id-" + i)).isTrue();
        }
        for (int i = 0; i < 50_000; i++) {
            assertThat(seen.add("id-" + i)).isFalse();
        }
        assertThat(seen.contains("id-50000")).isFalse();
        assertThat(seen.size()).isEqualTo(50_000);
    }

    @Property(tries = 100)
    void positionSetIsASet(@ForAll @Size(max = 200) List<@LongRange(max = 20_000) Long> offsets) {
        PositionSet seen = new PositionSet();
        Set<Long> expected = new HashSet<>();
        for (long offset : offsets) {
            assertThat(seen.add(new Position("t", 0, offset))).isEqualTo(expected.add(offset));
        }
        assertThat(seen.size()).isEqualTo(expected.size());
    }

    @Test
    void positionSetTellsTopicsAndPartitionsApart() {
        PositionSet seen = new PositionSet();
        assertThat(seen.add(new Position("t", 0, 7L))).isTrue();
        assertThat(seen.add(new Position("t", 1, 7L))).isTrue();
        assertThat(seen.add(new Position("u", 0, 7L))).isTrue();
        assertThat(seen.add(new Position("u", 0, Long.MAX_VALUE))).isTrue();
        assertThat(seen.size()).isEqualTo(4);
    }

    @Test
    void aRequestIdFitsTheSchema() {
        assertThat(RequestIds.requestId("b", "c")).isEqualTo("b/c");
        String longest = RequestIds.requestId("b".repeat(128), "c".repeat(512));
        assertThat(longest)
                .hasSizeLessThanOrEqualTo(256)
                .isNotEqualTo(RequestIds.requestId("b".repeat(128), "d".repeat(512)));
        assertThat(RequestIds.newBatchId())
                .isNotEqualTo(RequestIds.newBatchId())
                .startsWith("batch_");
    }
}
