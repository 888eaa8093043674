package dev.sluice.processor.pending;

/** What admission hands on: a record that was let in, or may be once its schema is known. */
public final class Arrival {
    private final Verdict verdict;
    private final byte[] value;

    /**
     * @param verdict {@link Verdict.Ready} or {@link Verdict.AwaitingSchema}
     * @param value the record's value as it came; not changed from now on
     */
    public Arrival(Verdict verdict, byte[] value) {
        this.verdict = verdict;
        this.value = value;
    }

    /** What admission found. */
    public Verdict verdict() {
        return verdict;
    }

    byte[] value() {
        return value;
    }

    @Override
    public String toString() {
        return value.length + " bytes";
    }
}
