package dev.sluice.processor.schedule;

/** Is told who stands in line. */
interface LineVisitor {
    /**
     * Those who stand in line at one barrier.
     *
     * @param requests how many they are, at least 1
     * @param since when the first of them came to wait for a call, in milliseconds since the epoch
     */
    void line(Barrier barrier, long requests, long since);
}
