package dev.sluice.processor.config;

import java.util.List;
import java.util.Optional;

/** What fails because nothing more can be written to the state directory, told by the setting where it is. */
public final class FullDisk {
    /** What Linux says (ENOSPC, EDQUOT, EROFS), which Java's own exceptions and RocksDB's pass on as it is. */
    private static final List<String> CAUSES =
            List.of("No space left on device", "Disk quota exceeded", "Read-only file system");

    private FullDisk() {}

    /**
     * The problem behind a failure.
     *
     * @return nothing where it failed of something else
     */
    public static Optional<Problem> of(Throwable failure, SluiceConfig config) {
        return cause(failure)
                .map(
                        cause ->
                                new Problem(
                                        Keys.STATE_DIR.name(),
                                        "%s: %s".formatted(cause, config.streams().stateDir())));
    }

    /** Whether a failure has such a cause. */
    public static boolean isOne(Throwable failure) {
        return cause(failure).isPresent();
    }

    private static Optional<String> cause(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            String message = String.valueOf(at.getMessage());
            Optional<String> cause = CAUSES.stream().filter(message::contains).findFirst();
            if (cause.isPresent()) {
                return cause;
            }
        }
        return Optional.empty();
    }
}
