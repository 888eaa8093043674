package dev.sluice.processor;

import dev.sluice.processor.admin.AdminServer;
import dev.sluice.processor.admin.health.Check;
import dev.sluice.processor.admin.health.Finding;
import dev.sluice.processor.admin.health.Health;
import dev.sluice.processor.admin.health.Probe;
import dev.sluice.processor.admin.state.StateSource;
import dev.sluice.processor.admin.usage.UsageSource;
import dev.sluice.processor.config.AdminConfig;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.flow.BrokerCheck;
import dev.sluice.processor.schedule.SchedulerLoop;
import dev.sluice.schemas.RegistryUnavailableException;
import dev.sluice.schemas.Schemas;
import dev.sluice.schemas.Subjects;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What operators see of an instance over HTTP, from its first moment to its last. */
final class Operations implements AutoCloseable {
    /** The scheduler looks after itself every 20 ms; so much is no pause of a collector any more. */
    private static final Duration SILENT = Duration.ofSeconds(10);

    private final StreamWatch requests;
    private final Optional<StreamWatch> usage;
    private final List<AutoCloseable> looking = new ArrayList<>();
    private volatile Optional<AdminServer> server = Optional.empty();
    private volatile Optional<SchedulerLoop> scheduler = Optional.empty();
    private volatile String phase = "starting";
    private volatile boolean stopping;

    private Operations(SluiceConfig config) {
        requests = new StreamWatch("requests", config.streams().threads());
        usage =
                config.usage().windows().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new StreamWatch("usage", 1));
    }

    /**
     * Listens, if the configuration has a port for it, and begins to look at what the instance needs.
     *
     * @param schemas the registry's client
     * @param metrics all metrics, in Prometheus' text format
     * @throws dev.sluice.processor.config.ConfigException if it cannot listen there
     */
    static Operations start(
            Vertx vertx, SluiceConfig config, Schemas schemas, Supplier<String> metrics) {
        Operations operations = new Operations(config);
        if (config.admin().port() != AdminConfig.OFF) {
            Health health = new Health();
            operations.server =
                    AdminServer.start(
                            vertx, config.admin(), config.usage().windows(), metrics, health);
            operations.live(health);
            operations.ready(health, config, schemas);
        }
        return operations;
    }

    /** Watches the stream of requests. */
    StreamWatch requests() {
        return requests;
    }

    /** Watches the stream that adds usage up, where there is one. */
    Optional<StreamWatch> usage() {
        return usage;
    }

    /** What the instance does before it can work. */
    void phase(String next) {
        phase = next;
    }

    /** From now on the scheduler has to work. */
    void watch(SchedulerLoop loop) {
        scheduler = Optional.of(loop);
    }

    /** From now on there is state to tell. */
    void open(StateSource state) {
        server.ifPresent(one -> one.open(state));
    }

    /** From now on there is usage to tell. */
    void open(UsageSource rows) {
        server.ifPresent(one -> one.open(rows));
    }

    /** From now on the instance is not ready, whatever else is well. */
    void stopping() {
        stopping = true;
    }

    @Override
    public void close() {
        server.ifPresent(AdminServer::close);
        looking.forEach(Operations::close);
    }

    private void live(Health health) {
        health.live(new Check("scheduler", this::speaks));
        health.live(probe("stream", requests::dead));
        usage.ifPresent(watch -> health.live(probe("usage-stream", watch::dead)));
    }

    private void ready(Health health, SluiceConfig config, Schemas schemas) {
        health.ready(new Check("running", this::running));
        health.ready(new Check("restored", requests::restored));
        usage.ifPresent(watch -> health.ready(new Check("usage", watch::running)));
        BrokerCheck brokers = BrokerCheck.of(config);
        health.ready(probe("brokers", brokers::ask));
        looking.add(brokers);
        String subject = Subjects.value(config.topics().requests());
        health.ready(probe("registry", () -> ask(schemas, subject)));
    }

    private Check probe(String name, Probe.Question question) {
        Probe probe = Probe.start(name, question);
        looking.add(probe);
        return probe.check();
    }

    private Finding running() {
        if (stopping) {
            return Finding.down("stopping");
        }
        return requests.isAttached() ? requests.running() : Finding.down(phase);
    }

    private Finding speaks() {
        Duration silence = scheduler.map(SchedulerLoop::silence).orElse(Duration.ZERO);
        return silence.compareTo(SILENT) < 0 || stopping
                ? Finding.up("ok")
                : Finding.down("silent for %d s".formatted(silence.toSeconds()));
    }

    private static Optional<String> ask(Schemas schemas, String subject) {
        try {
            schemas.ping(subject);
            return Optional.empty();
        } catch (RegistryUnavailableException e) {
            return Optional.of("%s (%s)".formatted(e.getMessage(), e.setting()));
        }
    }

    private static void close(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            throw new IllegalStateException("nothing that is closed here can fail", e);
        }
    }
}
