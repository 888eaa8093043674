package dev.sluice.processor.usage;

/** Hears of calls that are on no outcome, once for each time that they are added up. Called by the usage stream's thread. */
@FunctionalInterface
public interface LostCalls {
    /**
     * So many more were found; fewer, where one turned up on an outcome.
     *
     * @param endpoint name of the endpoint that they went to
     */
    void found(String endpoint, long more);
}
