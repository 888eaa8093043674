package dev.sluice.processor.share;

/**
 * Who writes to the log.
 *
 * @param instance the same after a restart in the same place
 * @param incarnation grows with each restart
 */
public record Identity(String instance, long incarnation) {
    boolean isAuthorOf(ShareEntry entry) {
        return instance.equals(entry.getInstance()) && incarnation == entry.getIncarnation();
    }
}
