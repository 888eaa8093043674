package dev.sluice.processor;

import dev.sluice.processor.admission.Admission;
import dev.sluice.processor.admission.AdmissionSalvage;
import dev.sluice.processor.admission.AdmissionStage;
import dev.sluice.processor.config.SchedulingConfig.Ordering;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.config.StreamConfig;
import dev.sluice.processor.duplicate.DuplicateStage;
import dev.sluice.processor.flow.DefectHandler;
import dev.sluice.processor.flow.ReadyTopics;
import dev.sluice.processor.flow.SluiceClientSupplier;
import dev.sluice.processor.flow.StreamSettings;
import dev.sluice.processor.flow.Traffic;
import dev.sluice.processor.flow.TransactionListener;
import dev.sluice.processor.metrics.Meters;
import dev.sluice.processor.pending.Commits;
import dev.sluice.processor.pending.PendingStage;
import dev.sluice.processor.pending.Windows;
import dev.sluice.processor.schedule.WorkIntake;
import dev.sluice.processor.usage.UsageStage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams of an instance: the stages in their topologies, with the engine's settings and clients. */
final class SluiceStreams {
    private static final Logger LOG = LoggerFactory.getLogger(SluiceStreams.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    /** What metrics call the stream of requests. */
    static final String REQUESTS = "requests";

    /** What metrics call the stream that adds usage up. */
    static final String USAGE = "usage";

    private SluiceStreams() {}

    /**
     * Puts the stream together and starts it.
     *
     * @param topics what was found of the topics
     * @param own the service's own schemas
     * @param admission judges requests
     * @param windows where accepted ones are held
     * @param intake where work is handed in
     * @param meters measure what happens
     * @param watch watches it
     */
    static KafkaStreams start(
            SluiceConfig config,
            ReadyTopics topics,
            OwnSchemas own,
            Admission admission,
            Windows windows,
            WorkIntake intake,
            Meters meters,
            InstantSource clock,
            StreamWatch watch) {
        CommittedOutcomes outcomes = new CommittedOutcomes(meters, clock);
        Optional<DuplicateStage> duplicates =
                DuplicateStage.of(
                        config.admission(),
                        own.encoder(),
                        meters.duplicates(),
                        clock,
                        SluiceTopology.PENDING,
                        outcomes,
                        topics.usageDeltas().isPresent());
        String admitted =
                duplicates.isPresent() ? SluiceTopology.DUPLICATES : SluiceTopology.PENDING;
        SluiceClientSupplier clients =
                new SluiceClientSupplier(
                        new WindowTraffic(windows), config.streams().commitInterval(), outcomes);
        Commits commits = new ThreadCommits(clients);
        Topology topology =
                SluiceTopology.of(
                        config.topics(),
                        new AdmissionStage(
                                admission,
                                clock,
                                commits,
                                outcomes,
                                admitted,
                                topics.usageDeltas().isPresent()),
                        duplicates,
                        new PendingStage(
                                config.topics().requests(),
                                windows,
                                duplicates.map(stage -> stage.readers(admission)).orElse(admission),
                                intake,
                                clock,
                                commits,
                                outcomes,
                                topics.sizes().failureBytes(),
                                config.scheduling().ordering() == Ordering.KEY,
                                topics.usageDeltas().isPresent()),
                        topics.chunks(),
                        topics.usageDeltas().map(ReadyTopics.Partitioned::name));
        Properties settings = new Properties();
        settings.putAll(StreamSettings.of(config));
        settings.put(
                DefectHandler.SALVAGE,
                new AdmissionSalvage(
                        SluiceTopology.ADMISSION,
                        config.topics().failures(),
                        topics.usageDeltas().map(ReadyTopics.Partitioned::name),
                        own.encoder(),
                        clock,
                        outcomes));
        return started(
                REQUESTS, new KafkaStreams(topology, settings, clients), config, meters, watch);
    }

    /**
     * Puts the stream that adds usage up together and starts it.
     *
     * @param usage what adds it up
     * @param meters measure what happens
     * @param watch watches it
     */
    static KafkaStreams startUsage(
            SluiceConfig config, UsageStage usage, Meters meters, StreamWatch watch) {
        Properties settings = new Properties();
        settings.putAll(StreamSettings.ofUsage(config));
        return started(
                USAGE,
                new KafkaStreams(
                        SluiceTopology.usage(config.topics(), usage),
                        settings,
                        new SluiceClientSupplier(
                                Traffic.FREE,
                                StreamSettings.USAGE_COMMIT,
                                TransactionListener.NOBODY)),
                config,
                meters,
                watch);
    }

    /** Stops a stream. It leaves its group, or where the instance has an id keeps its place there for a session timeout. */
    static void stop(KafkaStreams streams, StreamConfig config) {
        GroupMembershipOperation place =
                config.instanceId().isPresent()
                        ? GroupMembershipOperation.REMAIN_IN_GROUP
                        : GroupMembershipOperation.LEAVE_GROUP;
        if (!streams.close(
                CloseOptions.groupMembershipOperation(place).withTimeout(CLOSE_TIMEOUT))) {
            LOG.warn("The stream did not stop within {} s", CLOSE_TIMEOUT.toSeconds());
        }
    }

    private static KafkaStreams started(
            String name,
            KafkaStreams streams,
            SluiceConfig config,
            Meters meters,
            StreamWatch watch) {
        Runnable failedThreads = meters.instance().failedThreads(name);
        watch.attach(streams, meters.restores());
        streams.setUncaughtExceptionHandler(
                new MendableFailures(
                        name,
                        config,
                        InstantSource.system(),
                        failedThreads,
                        new ThreadFailures(failedThreads)));
        streams.start();
        return streams;
    }
}
