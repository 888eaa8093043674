package dev.sluice.processor.outcome;

import dev.sluice.processor.usage.Bill;

/** The terminal record of a request, encoded: the stream thread only has to forward it. */
public final class Outcome {
    /** The two ends that a request can come to. */
    public enum Kind {
        /** It was answered. */
        COMPLETION("completions"),
        /** It was not. */
        FAILURE("failures");

        private final String sink;

        Kind(String sink) {
            this.sink = sink;
        }

        /** Name of the topology's node that publishes it. */
        public String sink() {
            return sink;
        }
    }

    private final Kind kind;
    private final byte[] value;
    private final Bill bill;
    private final OutcomeFacts facts;

    /** An outcome of which nothing is measured. */
    public Outcome(Kind kind, byte[] value, Bill bill) {
        this(kind, value, bill, OutcomeFacts.NONE);
    }

    /**
     * @param kind which of the two ends it is
     * @param value the record's value in wire format; not changed from now on
     * @param bill what it adds to usage
     * @param facts what is measured of it
     */
    public Outcome(Kind kind, byte[] value, Bill bill, OutcomeFacts facts) {
        this.kind = kind;
        this.value = value;
        this.bill = bill;
        this.facts = facts;
    }

    /** Which of the two ends it is. */
    public Kind kind() {
        return kind;
    }

    /** The record's value in wire format; must not be changed. */
    public byte[] value() {
        return value;
    }

    /** What it adds to usage. */
    public Bill bill() {
        return bill;
    }

    /** What is measured of it. */
    public OutcomeFacts facts() {
        return facts;
    }

    @Override
    public String toString() {
        return kind + " of " + value.length + " bytes";
    }
}
