package dev.sluice.processor.cli.billing;

import dev.sluice.processor.cli.TimeOptions;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say from when to when. */
final class SpanOptions {
    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "What begins then or later: a day of UTC (2030-01-31), a time (2030-01-31T09:00:00Z), or so long ago"
                            + " (24h). Default: from the beginning.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "What begins before that, in the same forms. Default: to the end.")
    private @Nullable String to;

    /**
     * The first instant.
     *
     * @throws dev.sluice.processor.cli.CliException when it cannot be read
     */
    Optional<Instant> from() {
        return Optional.ofNullable(from).map(text -> TimeOptions.past(text, Instant.now()));
    }

    /**
     * The first instant that is too late.
     *
     * @throws dev.sluice.processor.cli.CliException when it cannot be read
     */
    Optional<Instant> to() {
        return Optional.ofNullable(to).map(text -> TimeOptions.past(text, Instant.now()));
    }
}
