package dev.sluice.processor.schedule;

/**
 * How much the scheduler has to do.
 *
 * @param inFlight calls that are out
 * @param waiting requests that wait for a call, or for the time of their next one
 * @param draining whether nothing is sent any more
 */
public record Load(int inFlight, int waiting, boolean draining) {}
