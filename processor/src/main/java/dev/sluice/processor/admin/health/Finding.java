package dev.sluice.processor.admin.health;

import java.time.Duration;
import java.util.Optional;

/**
 * What is known of one thing.
 *
 * @param up whether it is as it has to be
 * @param reason how it is, in a few words, for people
 * @param age how old this knowledge is; none where it is of this moment
 */
public record Finding(boolean up, String reason, Optional<Duration> age) {
    /** All is well, at this moment. */
    public static Finding up(String reason) {
        return new Finding(true, reason, Optional.empty());
    }

    /** Something is wrong, at this moment. */
    public static Finding down(String reason) {
        return new Finding(false, reason, Optional.empty());
    }
}
