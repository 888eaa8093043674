package dev.sluice.processor.schedule;

/** Something that holds requests back for now: an endpoint that is closed, a limit that is reached. */
interface Barrier {
    /** What a request says that it waited for. */
    Cause cause();
}
