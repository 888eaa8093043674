package dev.sluice.processor.cli.billing;

import dev.sluice.processor.cli.CliException;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.FailureReason;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which failures to replay.
 *
 * @param reasons these
 * @param tenant only this one's
 * @param from those that were published then or later
 * @param to those that were published before
 */
record ReplayChoice(
        Set<FailureReason> reasons,
        Optional<String> tenant,
        Optional<Instant> from,
        Optional<Instant> to) {
    /** Of these nobody waits for an answer: it was given to another request, or somebody did not want it. */
    private static final Set<FailureReason> BY_NAME_ONLY =
            Set.of(FailureReason.DUPLICATE, FailureReason.CANCELLED);

    ReplayChoice {
        reasons = Set.copyOf(reasons);
    }

    /** All reasons but those that have to be named. */
    static Set<FailureReason> usual() {
        return EnumSet.complementOf(EnumSet.copyOf(BY_NAME_ONLY));
    }

    /**
     * The reasons that a text names, separated by commas.
     *
     * @throws CliException when it names another one
     */
    static Set<FailureReason> parse(String text) {
        Set<FailureReason> reasons = EnumSet.noneOf(FailureReason.class);
        for (String name : text.split(",", -1)) {
            reasons.add(
                    Arrays.stream(FailureReason.values())
                            .filter(reason -> reason.name().equalsIgnoreCase(name.strip()))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new CliException(
                                                    "'" + name + "' is no reason of a failure.")));
        }
        return reasons;
    }

    /**
     * Whether a failure is wanted.
     *
     * @param published the time of its record
     */
    boolean includes(ChatFailure failure, Instant published) {
        return reasons.contains(failure.getReason())
                && tenant.map(name -> name.equals(failure.getTenant())).orElse(true)
                && from.map(first -> !published.isBefore(first)).orElse(true)
                && to.map(published::isBefore).orElse(true);
    }
}
