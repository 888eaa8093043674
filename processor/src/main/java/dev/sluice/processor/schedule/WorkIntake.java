package dev.sluice.processor.schedule;

/** Where a task hands in its work. All methods may be called on any thread and never wait. */
public interface WorkIntake {
    /** Takes a request; taking it again is harmless. */
    void offer(Work work);

    /**
     * Asks for a request back. {@link Owner#giveBack} follows if it still waits; if its call is out or it is done, nothing
     * does.
     */
    void withdraw(Work work);

    /** The owner's task is closed: nothing that it offered is sent from now on, and nothing more is delivered to it. */
    void disown(Owner owner);
}
