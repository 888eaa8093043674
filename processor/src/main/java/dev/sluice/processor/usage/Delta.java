package dev.sluice.processor.usage;

/**
 * What some outcomes add to an account.
 *
 * @param account whose
 * @param minute when it counts: the first millisecond of the minute, since the epoch
 * @param tally how much
 */
record Delta(Account account, long minute, Tally tally) implements Posting {}
