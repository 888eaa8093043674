package dev.sluice.processor.schedule;

/** Something that holds requests back for now: an endpoint that is closed, a limit that is reached. Known by identity. */
interface Barrier {}
