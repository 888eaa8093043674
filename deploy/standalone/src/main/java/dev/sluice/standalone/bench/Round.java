package dev.sluice.standalone.bench;

import dev.sluice.localstack.Folders;
import dev.sluice.localstack.process.ChildJvm;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.DoubleUnaryOperator;

/**
 * One measurement of one system, in two parts. Full speed: a backlog is in the topic before the process starts; its first
 * part warms up, its last part keeps all calls busy, and what lies between is measured. Then latency, at a steady rate.
 */
final class Round {
    /** How long requests are paced for, at most. */
    private static final double PACED_SECONDS = 45;

    /** Of the warm-up, so much is paced again at least. */
    private static final double PACED_WARM_UP = 0.25;

    /**
     * The first of the paced requests, in thirds of them, are not measured. Where requests come one by one, other code is run than where there
     * is always a batch of them, in the broker as well: its compiler was seen to take nearly half a processor for the first 25 s.
     */
    private static final int UNMEASURED_THIRDS = 2;

    private final Site site;
    private final Scenario scenario;
    private final URI endpoint;

    Round(Site site, Scenario scenario, URI endpoint) {
        this.site = site;
        this.scenario = scenario;
        this.endpoint = endpoint;
    }

    /**
     * Measures.
     *
     * @param name unique to the round
     * @param pace from the outcomes a second at full speed to the steady rate
     * @throws IllegalStateException if an outcome is missing, doubled or a failure
     */
    Measured measure(Contender contender, String name, DoubleUnaryOperator pace)
            throws InterruptedException {
        RoundTopics topics = new RoundTopics(name);
        topics.create(site.bootstrapServers());
        Load load =
                new Load(
                        site.bootstrapServers(),
                        site.registry(),
                        topics.requests(),
                        scenario.promptBytes());
        int backlog = scenario.lead() + scenario.requests() + scenario.tail();
        load.backlog(0, backlog);
        Path folder = Folders.create(site.folder().resolve(name));
        try (ChildJvm process = contender.start(site, topics, scenario, endpoint, folder);
                Verifier verifier =
                        new Verifier(
                                site.bootstrapServers(),
                                site.registry(),
                                topics,
                                process::isAlive)) {
            ProcessMeter meter = ProcessMeter.of(process.pid());
            long before = verifier.await(scenario.lead());
            long start = System.nanoTime();
            double cpuBefore = meter.cpuSeconds();
            long after = verifier.await(scenario.lead() + scenario.requests());
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpu = meter.cpuSeconds() - cpuBefore;
            verifier.await(backlog);
            double perSecond = (after - before) / seconds;
            paced(load, verifier, backlog, pace.applyAsDouble(perSecond));
            check(verifier, name);
            Latencies latencies = verifier.latencies();
            return new Measured(
                    perSecond,
                    cpu / (after - before) * 1_000,
                    meter.peakMebibytes(),
                    latencies.dispatch(),
                    latencies.forward(),
                    latencies.visible());
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    e.getMessage() + "; the log is " + Contender.log(folder), e);
        } finally {
            topics.delete(site.bootstrapServers());
        }
    }

    private void paced(Load load, Verifier verifier, int from, double perSecond)
            throws InterruptedException {
        double enough = Math.max(3.0 * scenario.requests(), scenario.warmUp() * PACED_WARM_UP);
        int count = Math.max(3, (int) Math.min(enough, perSecond * PACED_SECONDS));
        verifier.measureFrom(from + count / 3 * UNMEASURED_THIRDS);
        Thread producer = new Thread(() -> load.paced(from, count, perSecond), "paced-load");
        producer.start();
        try {
            verifier.await((long) from + count);
        } finally {
            producer.interrupt();
            producer.join();
        }
    }

    private static void check(Verifier verifier, String name) {
        if (verifier.doubled() > 0 || verifier.failed() > 0) {
            throw new IllegalStateException(
                    "%s: %d outcomes were doubled, %d were failures"
                            .formatted(name, verifier.doubled(), verifier.failed()));
        }
    }
}
