package dev.sluice.processor.outcome;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Tells of an unexpected exception without its message, which may quote a prompt or a secret. */
public final class Defects {
    private static final int FRAMES = 12;

    private Defects() {}

    /** Its class and where it comes from. */
    public static String describe(Throwable defect) {
        return Arrays.stream(defect.getStackTrace())
                .limit(FRAMES)
                .map(frame -> "\n\tat " + frame)
                .collect(Collectors.joining("", defect.getClass().getName(), ""));
    }
}
