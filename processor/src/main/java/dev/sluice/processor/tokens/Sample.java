package dev.sluice.processor.tokens;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The texts, or as much of them as can be counted without holding up others: the tokenizer was measured at one to ten
 * million characters a second, and texts may have many millions. Of texts that are too long in sum, windows at even
 * distances are counted.
 *
 * @param texts all of them
 * @param length of all, in characters
 */
record Sample(List<String> texts, long length) {
    /** Texts up to this length are counted whole: 2 to 16 ms as measured. */
    static final int MAX_CHARACTERS = 16_384;

    private static final int WINDOWS = 16;
    private static final int WINDOW = MAX_CHARACTERS / WINDOWS;

    static Sample of(List<String> texts) {
        return new Sample(texts, texts.stream().mapToLong(String::length).sum());
    }

    /** What the counter gives for all texts, as far as the sample tells. */
    long estimate(ToLongFunction<String> counter) {
        if (length <= MAX_CHARACTERS) {
            return texts.stream().mapToLong(counter).sum();
        }
        long counted = 0;
        long position = 0;
        int window = 0;
        for (String text : texts) {
            long end = position + text.length();
            // A window goes on in the next text.
            while (window < WINDOWS && start(window) < end) {
                int from = (int) (Math.max(start(window), position) - position);
                int to = (int) (Math.min(start(window) + WINDOW, end) - position);
                counted += counter.applyAsLong(text.substring(from, to));
                if (start(window) + WINDOW > end) {
                    break;
                }
                window++;
            }
            position = end;
        }
        return Math.round((double) counted * length / MAX_CHARACTERS);
    }

    private long start(int window) {
        return length * window / WINDOWS;
    }
}
