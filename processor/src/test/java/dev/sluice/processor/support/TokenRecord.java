package dev.sluice.processor.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The tokens of calls, by the time at which an endpoint saw them. */
public final class TokenRecord {
    /**
     * One call.
     *
     * @param arrived at the endpoint, in milliseconds
     * @param tokens that it took
     * @param estimated tokens that were reserved for it
     */
    public record Call(long arrived, long tokens, long estimated) {
        long excess() {
            return Math.max(0, tokens - estimated);
        }
    }

    /**
     * The calls of one stretch of time.
     *
     * @param tokens that they took
     * @param estimated tokens that were reserved for them
     * @param excess by how much calls took more than was reserved for them, without those that took less
     */
    public record Window(long tokens, long estimated, long excess) {
        private static final Window EMPTY = new Window(0, 0, 0);

        private Window plus(Call call, int times) {
            return new Window(
                    tokens + times * call.tokens(),
                    estimated + times * call.estimated(),
                    excess + times * call.excess());
        }
    }

    private final List<Call> calls;

    public TokenRecord(List<Call> calls) {
        this.calls = calls.stream().sorted(Comparator.comparingLong(Call::arrived)).toList();
    }

    /** The windows of this length that have more tokens than these, by more than their calls took beyond their estimates. */
    public List<Window> overshoots(Duration length, long most) {
        return windows(length).stream()
                .filter(window -> window.tokens() - most > window.excess())
                .toList();
    }

    /** The window of this length with the most tokens. */
    public Window fullest(Duration length) {
        return windows(length).stream()
                .max(Comparator.comparingLong(Window::tokens))
                .orElse(Window.EMPTY);
    }

    public long largestEstimate() {
        return calls.stream().mapToLong(Call::estimated).max().orElse(0);
    }

    /** How far estimates were off, in words. */
    public String errors() {
        long less = 0;
        long more = 0;
        for (Call call : calls) {
            more += call.excess();
            less += call.excess() + call.estimated() - call.tokens();
        }
        return "estimates too small by %d of %d tokens (%.1f %%), too large by %d (%.1f %%)"
                .formatted(more, tokens(), 100.0 * more / tokens(), less, 100.0 * less / tokens());
    }

    public int size() {
        return calls.size();
    }

    public long tokens() {
        return calls.stream().mapToLong(Call::tokens).sum();
    }

    /** From the first to the last. */
    public long seconds() {
        return (calls.get(calls.size() - 1).arrived() - calls.get(0).arrived()) / 1_000;
    }

    /** Those that end with each of the calls. */
    private List<Window> windows(Duration length) {
        List<Window> windows = new ArrayList<>();
        Window window = Window.EMPTY;
        int oldest = 0;
        for (Call newest : calls) {
            window = window.plus(newest, 1);
            while (calls.get(oldest).arrived() <= newest.arrived() - length.toMillis()) {
                window = window.plus(calls.get(oldest), -1);
                oldest++;
            }
            windows.add(window);
        }
        return windows;
    }
}
