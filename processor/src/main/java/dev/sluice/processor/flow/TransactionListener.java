package dev.sluice.processor.flow;

/** Hears how transactions end. Called by the stream thread whose transaction it is; must not throw or wait. */
public interface TransactionListener {
    /** Nobody listens. */
    TransactionListener NOBODY =
            new TransactionListener() {
                @Override
                public void committed() {}

                @Override
                public void aborted() {}
            };

    /** All that was produced since the last end can be read. */
    void committed();

    /** All that was produced since the last end is void. */
    void aborted();
}
