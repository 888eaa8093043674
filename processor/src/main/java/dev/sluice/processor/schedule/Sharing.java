package dev.sluice.processor.schedule;

import dev.sluice.processor.limit.Counted;
import dev.sluice.processor.share.ShareEntry;
import dev.sluice.processor.share.ShareLog;
import dev.sluice.processor.share.SharedLimits;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** This instance's part in sharing limits, on the scheduler's thread. */
final class Sharing {
    private final SharedLimits shares;
    private Consumer<ShareEntry> log = entry -> {};
    private boolean connected;
    private final LongSupplier nanos;

    /**
     * @param nanos the limiter's clock
     */
    Sharing(SharedLimits shares, LongSupplier nanos) {
        this.shares = shares;
        this.nanos = nanos;
    }

    /** From now on there is somebody to speak to. */
    void connect(Consumer<ShareEntry> appender) {
        log = appender;
        connected = true;
    }

    /** Says what there is to say. */
    void speak() {
        if (connected) {
            shares.next(nanos.getAsLong()).ifPresent(log);
        }
    }

    /**
     * The log has more.
     *
     * @return limits that may have more room now
     */
    Set<Counted> read(List<ShareLog.Appended> entries) {
        Set<Counted> opened = new LinkedHashSet<>();
        long now = nanos.getAsLong();
        for (ShareLog.Appended one : entries) {
            opened.addAll(shares.applied(one.entry(), one.millis(), now));
        }
        return opened;
    }

    /** What was to be appended was not. */
    void failed(ShareEntry entry) {
        shares.failed(entry);
    }

    /** The calls that were out have ended. */
    void farewell() {
        if (shares.isIn()) {
            log.accept(shares.farewell());
        }
    }
}
