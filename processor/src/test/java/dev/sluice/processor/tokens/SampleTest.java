package dev.sluice.processor.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SampleTest {
    /** A sample that missed or doubled a character would not come out even. */
    @Property(tries = 300)
    void coversWhatItClaims(@ForAll("texts") List<String> texts) {
        AtomicLong read = new AtomicLong();
        long estimate =
                Sample.of(texts)
                        .estimate(
                                text -> {
                                    assertThat(text).isNotEmpty();
                                    read.addAndGet(text.length());
                                    return text.length();
                                });
        long length = texts.stream().mapToLong(String::length).sum();
        assertThat(estimate).isEqualTo(length);
        assertThat(read.get()).isEqualTo(Math.min(length, Sample.MAX_CHARACTERS));
    }

    @Test
    void seesAllPartsOfALongText() {
        String half = "x".repeat(1_000_000);
        String text = half.replace('x', 'y') + half;
        long estimate =
                Sample.of(List.of(text))
                        .estimate(part -> part.chars().filter(c -> c == 'y').count());
        assertThat(estimate).isEqualTo(1_000_000);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.integers()
                .between(1, 40_000)
                .withDistribution(net.jqwik.api.RandomDistribution.biased())
                .map("x"::repeat)
                .list()
                .ofMaxSize(60);
    }
}
