package dev.sluice.processor.cli;

/** Is told of lines that did not become requests. Calls may come from several threads. */
public interface LineReport {
    /**
     * A line that did not become a request.
     *
     * @param line the line's number, from 1
     * @param reason what is wrong, without any of the line's content
     */
    void bad(long line, String reason);
}
