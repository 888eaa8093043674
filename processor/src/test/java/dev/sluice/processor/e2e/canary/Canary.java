package dev.sluice.processor.e2e.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A word that nothing but requests, answers and secrets holds, and the places where it must not turn up. */
final class Canary {
    static final String WORD = "c4n4ry";

    /** The word in Base64 as it stands in that of {@code me:c4n4ry}. */
    private static final String ENCODED = "YzRuNHJ5".toLowerCase(Locale.ROOT);

    /** Whoever stands before it can be read. */
    private static final int BEFORE = 120;

    private final List<String> found = new ArrayList<>();
    private final List<String> read = new ArrayList<>();

    /** Looks through what was written somewhere. */
    void look(String where, String text) {
        read.add(where);
        String lower = text.toLowerCase(Locale.ROOT);
        for (String word : List.of(WORD, ENCODED)) {
            int at = lower.indexOf(word);
            if (at >= 0) {
                int from = Math.max(0, at - BEFORE);
                int to = Math.min(text.length(), at + BEFORE);
                found.add(where + ": …" + text.substring(from, to) + "…");
            }
        }
    }

    /** Looks through all files below a folder, but not into the stores of requests that wait, which RocksDB keeps. */
    void lookBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                look(file.toString(), file.toString());
                if (!file.toString().contains("/rocksdb/")) {
                    look(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It was nowhere. */
    void assertNowhere() {
        assertThat(read).isNotEmpty();
        assertThat(found).isEmpty();
    }
}
