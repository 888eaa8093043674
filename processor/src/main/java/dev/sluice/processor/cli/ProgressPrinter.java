package dev.sluice.processor.cli;

import java.io.PrintWriter;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Prints progress: a bar that is drawn over on a terminal, a line every few seconds where nobody watches. */
public final class ProgressPrinter implements Progress, AutoCloseable {
    private static final long BAR_NANOS = 100_000_000L;
    private static final long LINE_NANOS = 5_000_000_000L;

    private final PrintWriter out;
    private final String verb;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private final RateMeter done = new RateMeter();
    private final RateMeter fraction = new RateMeter();
    private @Nullable State last;
    private long printedAt;
    private int width;

    /**
     * @param out where to
     * @param verb what happens to the things counted, such as {@code collected}
     * @param terminal whether a person watches it live
     * @param nanoTime the clock, as {@link System#nanoTime}
     */
    public ProgressPrinter(PrintWriter out, String verb, boolean terminal, LongSupplier nanoTime) {
        this.out = out;
        this.verb = verb;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.printedAt = nanoTime.getAsLong();
    }

    /** A printer for this process's own terminal, if it has one. */
    public static ProgressPrinter to(PrintWriter out, String verb) {
        return new ProgressPrinter(out, verb, Terminal.isThere(), System::nanoTime);
    }

    @Override
    public void update(State state) {
        last = state;
        long now = nanoTime.getAsLong();
        if (now - printedAt >= (terminal ? BAR_NANOS : LINE_NANOS)) {
            printedAt = now;
            print(state, now);
        }
    }

    private void print(State state, long now) {
        done.add(now, (double) state.done());
        state.fraction().ifPresent(part -> fraction.add(now, part));
        OptionalDouble rate = done.perSecond();
        if (terminal) {
            String bar = ProgressText.bar(verb, state, rate, secondsLeft(state));
            out.print("\r" + bar + " ".repeat(Math.max(0, width - bar.length())));
            width = bar.length();
        } else {
            out.println(ProgressText.line(verb, state, rate, secondsLeft(state)));
        }
        out.flush();
    }

    private OptionalDouble secondsLeft(State state) {
        OptionalDouble perSecond = fraction.perSecond();
        if (perSecond.isEmpty() || perSecond.getAsDouble() <= 0 || state.fraction().isEmpty()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((1 - state.fraction().getAsDouble()) / perSecond.getAsDouble());
    }

    /** Prints the last state, and leaves the bar's line. */
    @Override
    public void close() {
        if (last != null) {
            print(last, nanoTime.getAsLong());
            if (terminal) {
                out.println();
                out.flush();
            }
        }
    }
}
