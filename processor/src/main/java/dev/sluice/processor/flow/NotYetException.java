package dev.sluice.processor.flow;

import dev.sluice.processor.config.Problem;
import java.util.Collection;
import java.util.List;

/** The brokers cannot do this now, but may later. */
final class NotYetException extends Exception {
    private static final long serialVersionUID = 1L;

    // The message carries the same text, so nothing is lost where an exception is serialized.
    private final transient List<Problem> problems;

    NotYetException(Problem problem, Throwable cause) {
        super(problem.toString(), cause);
        this.problems = List.of(problem);
    }

    /**
     * @param problems at least one
     */
    NotYetException(Collection<Problem> problems) {
        super(problems.toString());
        this.problems = List.copyOf(problems);
    }

    /** What is to be mended before. */
    List<Problem> problems() {
        return problems;
    }
}
