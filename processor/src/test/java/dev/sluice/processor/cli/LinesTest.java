package dev.sluice.processor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void splitsAtEveryLineEnd() throws IOException {
        assertThat(lines("a\nb\r\n\nlast", 100)).containsExactly("1:a", "2:b", "3:", "4:last");
        assertThat(lines("a\n", 100)).containsExactly("1:a");
        assertThat(lines("", 100)).isEmpty();
    }

    @Test
    void skipsALineThatIsTooLongAndGoesOn() throws IOException {
        assertThat(lines("ok\n" + "x".repeat(600_000) + "\nok\n123456\n", 5))
                .containsExactly("1:ok", "2 too long", "3:ok", "4 too long");
    }

    @Test
    void stopsWhenNoMoreIsWanted() throws IOException {
        List<String> seen = new ArrayList<>();
        Lines.forEach(stream("a\nb\nc\n"), 100, new Recorder(seen, 2));
        assertThat(seen).containsExactly("1:a", "2:b");
    }

    @Property(tries = 100)
    void linesAreTheSameHoweverTheStreamIsCut(
            @ForAll @Size(max = 20) List<@IntRange(max = 300_000) Integer> lengths)
            throws IOException {
        List<String> lines = lengths.stream().map("x"::repeat).toList();
        List<String> seen = new ArrayList<>();
        Lines.forEach(
                stream(String.join("\n", lines) + "\n"),
                300_000,
                new Recorder(seen, Integer.MAX_VALUE));
        assertThat(seen).hasSize(Math.max(1, lines.size()));
        for (int i = 0; i < lines.size(); i++) {
            assertThat(seen.get(i)).hasSize(lines.get(i).length() + (i + 1 + ":").length());
        }
    }

    private static List<String> lines(String text, int max) throws IOException {
        List<String> seen = new ArrayList<>();
        Lines.forEach(stream(text), max, new Recorder(seen, Integer.MAX_VALUE));
        return seen;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private record Recorder(List<String> seen, int wanted) implements Lines.Handler {
        @Override
        public void line(long number, byte[] text, long bytesRead) {
            seen.add(number + ":" + new String(text, StandardCharsets.UTF_8));
        }

        @Override
        public void tooLong(long number) {
            seen.add(number + " too long");
        }

        @Override
        public boolean wantsMore() {
            return seen.size() < wanted;
        }
    }
}
