package dev.sluice.processor.pending;

/** When to commit, as a test says. */
public final class CommitsInMemory implements Commits {
    private boolean pending;
    private boolean due;

    /** Something is to be committed. */
    public void pending(boolean isDue) {
        pending = true;
        due = isDue;
    }

    /** All is committed. */
    public void committed() {
        pending = false;
        due = false;
    }

    @Override
    public void hurry() {
        pending = true;
    }

    @Override
    public boolean pending() {
        return pending;
    }

    @Override
    public boolean due() {
        return due;
    }
}
