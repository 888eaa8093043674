package dev.sluice.processor.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. Holds every problem that was found, not only the first. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    // The message carries the same text, so nothing is lost where an exception is serialized.
    private final transient List<Problem> problems;

    /**
     * Reports these problems.
     *
     * @param problems at least one
     */
    public ConfigException(List<Problem> problems) {
        super(text(problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * All problems, in the order in which they were found.
     *
     * @return at least one
     */
    public List<Problem> problems() {
        return problems;
    }

    private static String text(List<Problem> problems) {
        return problems.stream()
                .map(problem -> "  " + problem)
                .collect(
                        Collectors.joining(
                                "\n",
                                problems.size() == 1
                                        ? "the configuration has a problem:\n"
                                        : "the configuration has %d problems:\n"
                                                .formatted(problems.size()),
                                ""));
    }
}
