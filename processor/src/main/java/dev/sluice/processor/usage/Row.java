package dev.sluice.processor.usage;

/**
 * The sum of an account in a window.
 *
 * @param version grows with every change, from 1
 * @param tally the sum
 */
public record Row(long version, Tally tally) {
    /** Before anything was added. */
    static final Row NEW = new Row(0, Tally.ZERO);

    Row plus(Tally more) {
        return new Row(version + 1, tally.plus(more));
    }
}
