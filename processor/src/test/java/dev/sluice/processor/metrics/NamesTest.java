package dev.sluice.processor.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void tellsTheFirstApart() {
        Names names = new Names(2);

        assertThat(names.of("a")).isEqualTo("a");
        assertThat(names.of("b")).isEqualTo("b");
        assertThat(names.of("c")).isEqualTo("other");
        assertThat(names.of("a")).isEqualTo("a");
    }

    @Test
    void tellsNoneApartWhereNoneIsAskedFor() {
        assertThat(new Names(0).of("a")).isEqualTo("other");
    }

    /** It takes no place of another one's. */
    @Test
    void noNameIsAName() {
        Names names = new Names(1);

        assertThat(names.of("")).isEqualTo("none");
        assertThat(names.of("a")).isEqualTo("a");
    }

    @Test
    void neverTellsMoreApartWhoeverAsks() throws Exception {
        Names names = new Names(10);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all =
                    IntStream.range(0, 4)
                            .<Future<?>>mapToObj(
                                    thread ->
                                            threads.submit(
                                                    () ->
                                                            IntStream.range(0, 1_000)
                                                                    .mapToObj(i -> names.of("" + i))
                                                                    .forEach(seen::add)))
                            .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(seen).contains("other").hasSizeBetween(8, 11);
    }
}
