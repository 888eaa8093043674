package dev.sluice.processor.cli;

import java.util.Locale;
import java.util.OptionalDouble;

/** Progress in words. */
final class ProgressText {
    private static final int BAR_WIDTH = 30;
    private static final double MAX_ETA_SECONDS = 100 * 3600.0;

    private ProgressText() {}

    /** {@code [=====>    ]  50% 250 collected, 3 failed, 41.2/s, 0:06 left}. */
    static String bar(
            String verb,
            Progress.State state,
            OptionalDouble perSecond,
            OptionalDouble secondsLeft) {
        StringBuilder bar = new StringBuilder();
        if (state.fraction().isPresent()) {
            double fraction = Math.max(0, Math.min(1, state.fraction().getAsDouble()));
            int filled = (int) (fraction * BAR_WIDTH);
            bar.append('[').append("=".repeat(filled));
            bar.append(filled < BAR_WIDTH ? ">" : "")
                    .append(" ".repeat(Math.max(0, BAR_WIDTH - filled - 1)));
            bar.append("] ").append(percent(fraction)).append(' ');
        }
        return bar.append(counts(verb, state, perSecond, secondsLeft)).toString();
    }

    /** {@code 50% 250 collected, 3 failed, 41.2/s, 0:06 left}. */
    static String line(
            String verb,
            Progress.State state,
            OptionalDouble perSecond,
            OptionalDouble secondsLeft) {
        String percent =
                state.fraction().isPresent()
                        ? percent(state.fraction().getAsDouble()).strip() + " "
                        : "";
        return percent + counts(verb, state, perSecond, secondsLeft);
    }

    private static String counts(
            String verb,
            Progress.State state,
            OptionalDouble perSecond,
            OptionalDouble secondsLeft) {
        StringBuilder text = new StringBuilder().append(state.done()).append(' ').append(verb);
        if (state.failed() > 0) {
            text.append(", ").append(state.failed()).append(" failed");
        }
        perSecond.ifPresent(rate -> text.append(String.format(Locale.ROOT, ", %.1f/s", rate)));
        secondsLeft.ifPresent(left -> text.append(", ").append(time(left)).append(" left"));
        return text.toString();
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%3d%%", (int) (fraction * 100));
    }

    static String time(double seconds) {
        if (!(seconds < MAX_ETA_SECONDS)) {
            return "days";
        }
        long whole = (long) Math.ceil(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(
                        Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }
}
