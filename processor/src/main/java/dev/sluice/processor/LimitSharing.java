package dev.sluice.processor;

import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.schedule.SchedulerLoop;
import dev.sluice.processor.share.InstanceFile;
import dev.sluice.processor.share.ShareLog;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an instance has to do with the limits of others: who it is, and the log that they share. */
final class LimitSharing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LimitSharing.class);

    private final InstanceFile file;
    private final SchedulerLoop scheduler;
    private final ShareLog log;

    private LimitSharing(InstanceFile file, SchedulerLoop scheduler, ShareLog log) {
        this.file = file;
        this.scheduler = scheduler;
        this.log = log;
    }

    /**
     * Connects a scheduler with those of other instances. What is configured is looked at before the flow starts, so that
     * who may not share limits is told at once.
     *
     * @param ofDays whether there are limits per day
     * @throws dev.sluice.processor.config.ConfigException if the log cannot be made or is not as it has to be
     * @throws InterruptedException if the wait for brokers is interrupted
     */
    static LimitSharing start(
            SluiceConfig config,
            InstantSource clock,
            InstanceFile file,
            SchedulerLoop scheduler,
            BooleanSupplier ofDays)
            throws InterruptedException {
        ShareLog log = new ShareLog(config, clock, ofDays, scheduler);
        if (!config.limits().isEmpty()) {
            log.prepare();
        }
        scheduler.connect(log::append);
        return new LimitSharing(file, scheduler, log);
    }

    /** To be called when no call is out any more. */
    @Override
    public void close() {
        scheduler.farewell();
        log.close();
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("The file that tells instances apart could not be closed", e);
        }
    }
}
