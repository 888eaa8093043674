package dev.sluice.processor.ledger;

import java.util.Map;

/** Tells where usage is added up what a run of an instance has sent that sends no more. */
@FunctionalInterface
public interface SentTeller {
    /**
     * Tells it. To tell it again changes nothing.
     *
     * @param run the run
     * @param sent calls by endpoint
     * @return whether it is certain to be known
     */
    boolean tell(String run, Map<String, Long> sent);
}
