package dev.sluice.processor.usage;

/** Lines of bills that say one thing. */
public final class Lines {
    private Lines() {}

    /** So much of one count. */
    public static Bill.Line of(Account account, Count count, long amount) {
        return new Bill.Line(account, new Tally.Builder().add(count, amount).build());
    }
}
