package dev.sluice.processor;

import dev.sluice.processor.admission.Admission;
import dev.sluice.processor.admission.RequestRules;
import dev.sluice.processor.admission.SchemaResolver;
import dev.sluice.processor.config.ConfigSummary;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.config.StreamConfig;
import dev.sluice.processor.control.LimitsFollower;
import dev.sluice.processor.dispatch.HttpDispatch;
import dev.sluice.processor.dispatch.ModelCheck;
import dev.sluice.processor.flow.ReadyTopics;
import dev.sluice.processor.flow.TopicSetup;
import dev.sluice.processor.metrics.Meters;
import dev.sluice.processor.outcome.OutcomeEncoder;
import dev.sluice.processor.pending.Windows;
import dev.sluice.processor.price.PriceList;
import dev.sluice.processor.route.Routes;
import dev.sluice.processor.schedule.Load;
import dev.sluice.processor.schedule.SchedulerLoop;
import dev.sluice.processor.share.InstanceFile;
import dev.sluice.processor.share.ShareLog;
import dev.sluice.processor.share.SharedLimits;
import dev.sluice.processor.usage.RunningTasks;
import dev.sluice.schemas.SchemaRejectedException;
import dev.sluice.schemas.Schemas;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance of the service, put together. Starts from the inside out and closes from the outside in. */
public final class Sluice implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sluice.class);
    private static final Duration REGISTRY_RETRY = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final CallCounters counters;
    private final SchedulerLoop scheduler;
    private final LimitsFollower limits;
    private final SchemaResolver resolver;
    private final Windows windows;
    private final Drain drain;
    private final StreamConfig settings;
    private final KafkaStreams streams;
    private final Optional<KafkaStreams> usage;
    private final Optional<LimitSharing> sharing;
    private final Observation observation;
    private final Operations operations;

    private Sluice(
            Vertx vertx,
            CallCounters counters,
            SchedulerLoop scheduler,
            LimitsFollower limits,
            SchemaResolver resolver,
            Windows windows,
            Drain drain,
            StreamConfig settings,
            KafkaStreams streams,
            Optional<KafkaStreams> usage,
            Optional<LimitSharing> sharing,
            Observation observation,
            Operations operations) {
        this.vertx = vertx;
        this.counters = counters;
        this.scheduler = scheduler;
        this.limits = limits;
        this.resolver = resolver;
        this.windows = windows;
        this.drain = drain;
        this.settings = settings;
        this.streams = streams;
        this.usage = usage;
        this.sharing = sharing;
        this.observation = observation;
        this.operations = operations;
    }

    /**
     * Builds an instance and starts it. Waits for whatever somebody can mend outside: brokers, registry, endpoints and disk.
     *
     * @throws InterruptedException if the wait is interrupted
     * @throws SchemaRejectedException if the registry refuses one of our schemas
     * @throws dev.sluice.processor.config.ConfigException if topics are missing or too small for what must pass through,
     *     or an endpoint lacks a model and was to be asked, or metrics cannot be served at their port
     */
    public static Sluice start(SluiceConfig config)
            throws InterruptedException, SchemaRejectedException {
        return start(config, InstantSource.system());
    }

    /** Starts an instance that takes its time from the clock. */
    static Sluice start(SluiceConfig config, InstantSource clock)
            throws InterruptedException, SchemaRejectedException {
        LOG.atInfo()
                .addKeyValue("event", "starting")
                .log("Starting Sluice {}: {}", version(), ConfigSummary.line(config));
        Schemas schemas = RegistrySource.connect(config);
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Vertx vertx =
                Vertx.vertx(
                        new VertxOptions().setEventLoopPoolSize(config.dispatch().eventLoops()));
        Optional<Operations> seen = Optional.empty();
        try {
            Operations operations = Operations.start(vertx, config, schemas, registry::scrape);
            seen = Optional.of(operations);
            Meters meters =
                    Meters.in(
                            registry, clock, config.metrics().tenants(), config.metrics().models());
            return start(config, clock, schemas, vertx, meters, operations);
        } catch (InterruptedException | SchemaRejectedException | RuntimeException e) {
            seen.ifPresent(Operations::close);
            vertx.close().await();
            throw e;
        }
    }

    private static Sluice start(
            SluiceConfig config,
            InstantSource clock,
            Schemas schemas,
            Vertx vertx,
            Meters meters,
            Operations operations)
            throws InterruptedException, SchemaRejectedException {
        operations.phase("waiting for room in the state directory");
        StateDirectory.await(config);
        operations.phase("waiting for lists of models");
        ModelCheck.await(config.endpoints().values());
        operations.phase("waiting for brokers and topics");
        ReadyTopics topics = TopicSetup.of(config).await();
        operations.phase("waiting for the schema registry");
        OwnSchemas own = OwnSchemas.register(schemas, config.topics(), topics, REGISTRY_RETRY);
        OutcomeEncoder encoder = own.encoder();
        CallCounters counters =
                CallCounters.open(config, topics.usageDeltas().map(ReadyTopics.Partitioned::name));
        HttpDispatch dispatch =
                HttpDispatch.open(
                                vertx,
                                config.endpoints().values(),
                                config.dispatch(),
                                clock,
                                encoder,
                                own.chunks(),
                                PriceList.of(config.prices().values()),
                                counters::of,
                                meters.calls())
                        .await();
        Optional<InstanceFile> instance =
                config.scheduling().shareLimits()
                        ? Optional.of(InstanceFile.open(config))
                        : Optional.empty();
        Routes routes = Routes.of(config.endpoints().values());
        SchedulerLoop scheduler =
                new SchedulerLoop(
                        vertx,
                        vertx.getOrCreateContext(),
                        clock,
                        config,
                        dispatch,
                        routes,
                        instance.map(
                                file ->
                                        new SharedLimits(
                                                file.identity(), ShareLog.longestCall(config))),
                        new UnsentOutcomes(encoder),
                        meters);
        operations.watch(scheduler);
        operations.phase("reading the limits");
        LimitsFollower limits = LimitsFollower.start(config, schemas, scheduler::limits);
        Optional<LimitSharing> sharing = Optional.empty();
        try {
            // Without what the topic says, an instance might begin with laxer limits.
            limits.awaitEnd();
            if (instance.isPresent()) {
                sharing =
                        Optional.of(
                                LimitSharing.start(
                                        config,
                                        clock,
                                        instance.get(),
                                        scheduler,
                                        scheduler::countsDays));
            }
        } catch (InterruptedException e) {
            limits.close();
            scheduler.close();
            counters.close();
            throw e;
        }
        SchemaResolver resolver = new SchemaResolver(new RegistrySource(schemas), REGISTRY_RETRY);
        Windows windows = new Windows(config.pending());
        Admission admission =
                new Admission(
                        resolver,
                        new RequestRules(routes),
                        encoder,
                        clock,
                        config.admission().maxRequestBytes(),
                        topics.sizes().requestBytes());
        RunningTasks running = new RunningTasks();
        KafkaStreams streams =
                SluiceStreams.start(
                        config,
                        topics,
                        own,
                        admission,
                        windows,
                        scheduler,
                        meters,
                        clock,
                        operations.requests());
        Optional<KafkaStreams> usage =
                own.usage(config.usage(), topics, running, meters.calls()::lost)
                        .map(
                                stage ->
                                        SluiceStreams.startUsage(
                                                config,
                                                stage,
                                                meters,
                                                operations.usage().orElseThrow()));
        usage.map(rows -> UsageRows.of(config, rows, topics.usageDeltas().orElseThrow(), running))
                .ifPresent(operations::open);
        Observation observation =
                Observation.start(config, meters.instance(), windows, scheduler, streams, usage);
        operations.open(new InstanceState(scheduler, windows));
        return new Sluice(
                vertx,
                counters,
                scheduler,
                limits,
                resolver,
                windows,
                new Drain(windows, scheduler, config.dispatch().drainTimeout()),
                config.streams(),
                streams,
                usage,
                sharing,
                observation,
                operations);
    }

    /** How things stand, in one line for a log. */
    public String status() {
        Load load = scheduler.load();
        return "%s: %d pending (%d bytes, at most %d in one partition so far), %d parked (%d bytes), %d in flight, %d waiting"
                .formatted(
                        streams.state(),
                        windows.records(),
                        windows.bytes(),
                        windows.peak(),
                        windows.parked(),
                        windows.parkedBytes(),
                        load.inFlight(),
                        load.waiting());
    }

    /**
     * Takes in and sends nothing more, waits for calls that are out as long as {@code dispatch.drain-timeout} says, and
     * stops. It leaves the group, or where it has {@code streams.instance-id} keeps its place there for a session timeout.
     */
    @Override
    public void close() {
        operations.stopping();
        LOG.atInfo().addKeyValue("event", "stopping").log("Stopping; {}", status());
        drain.await();
        observation.close();
        SluiceStreams.stop(streams, settings);
        usage.ifPresent(stream -> SluiceStreams.stop(stream, settings));
        limits.close();
        scheduler.close();
        resolver.close();
        operations.close();
        vertx.close().await();
        counters.close();
        sharing.ifPresent(LimitSharing::close);
        LOG.atInfo().addKeyValue("event", "stopped").log("Stopped");
    }

    private static String version() {
        return Objects.requireNonNullElse(
                Sluice.class.getPackage().getImplementationVersion(), "in development");
    }
}
