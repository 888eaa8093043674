package dev.sluice.processor.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.FaultServer;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.TestProxy;
import dev.sluice.processor.support.Topics;
import dev.sluice.v1.ChatRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * However an endpoint fails, the request ends as it should, and its neighbours are answered. All cases run at once, in
 * one instance; each is judged by itself afterwards.
 */
@ExtendWith(BackboneExtension.class)
class EndpointFaultIT {
    /** Shorter than each timeout of the endpoints, and enough for an instance that is running to send a request. */
    static final Duration SHORT = Duration.ofSeconds(4);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String AFTERWARDS = "afterwards";

    /** Endpoints of one case each, after which a connection is of no use to the next call, without its looking so. */
    private static final List<String> ALONE =
            List.of("interim", "upgraded", "surplus", "too-short", "resets-behind", "ends-behind");

    @TempDir Path folder;

    @TestFactory
    Stream<DynamicTest> eachFaultEndsAsItShould(Backbone backbone) throws IOException {
        List<FaultCase> cases = cases();
        FaultScripts scripts = new FaultScripts(cases);
        Topics topics = Topics.create(backbone, "faults", 1);
        try (FaultServer server = new FaultServer(scripts);
                ConnectFaults others = ConnectFaults.start(folder.resolve("identities"));
                Http2Faults http2 = new Http2Faults(folder.resolve("http2"));
                Instance instance =
                        Instance.start(
                                http2.in(others.in(config(backbone, topics, server))), folder);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            // Deadlines count from here on: the instance has to be up.
            send(publisher, "at first");
            outcomes.await(1, PATIENCE);
            // Those first that must not wait for a call.
            publish(publisher, cases.stream().filter(EndpointFaultIT::isHurried));
            outcomes.await(
                    1 + 2 * (int) cases.stream().filter(EndpointFaultIT::isHurried).count(),
                    PATIENCE);
            publish(publisher, cases.stream().filter(one -> !isHurried(one)));
            outcomes.await(2 * cases.size() + 1, PATIENCE);
            // A call that was given up holds no connection, and so no place at the endpoint.
            Awaitility.await().atMost(PATIENCE).until(() -> server.inFlight() == 0);
            send(publisher, AFTERWARDS);
            outcomes.await(2 * cases.size() + 2, PATIENCE).drain(Duration.ofSeconds(1));

            assertThat(instance.isAlive()).isTrue();
            assertThat(outcomes.doubled()).isEmpty();
            instance.stop();
            Awaitility.await().atMost(PATIENCE).until(() -> !instance.isAlive());
            assertThat(instance.log())
                    .containsPattern("Stopping; .*: 0 pending .* 0 in flight, 0 waiting")
                    .doesNotContain(" ERROR ", "\tat ", TestProxy.PASSWORD, "p%40ss");
            return judged(cases, new Verdicts(outcomes, server), server);
        }
    }

    private static boolean isHurried(FaultCase one) {
        return one.timeToLive().equals(SHORT);
    }

    private static void publish(Publisher publisher, Stream<FaultCase> cases) {
        cases.forEach(
                one -> {
                    send(publisher, beside(one));
                    publisher.send(request(one));
                });
        publisher.flush();
    }

    private static Stream<DynamicTest> judged(
            List<FaultCase> cases, Verdicts verdicts, FaultServer server) {
        List<DynamicTest> tests = new ArrayList<>();
        Set<String> neighbours = new HashSet<>();
        for (FaultCase one : cases) {
            neighbours.add(beside(one));
            tests.add(DynamicTest.dynamicTest(one.name(), () -> verdicts.judge(one)));
        }
        neighbours.add("at first");
        neighbours.add(AFTERWARDS);
        tests.add(
                DynamicTest.dynamicTest(
                        "neighbours",
                        () -> assertThat(verdicts.answered()).containsAll(neighbours)));
        List<String> elsewhere =
                server.requests().stream()
                        .filter(request -> request.contains(WireFaults.ELSEWHERE))
                        .toList();
        tests.add(
                DynamicTest.dynamicTest(
                        "no redirect was followed", () -> assertThat(elsewhere).isEmpty()));
        return tests.stream();
    }

    private static List<FaultCase> cases() {
        return Stream.of(
                        StatusFaults.all(),
                        BodyFaults.all(),
                        LengthFaults.all(),
                        WireFaults.all(),
                        StreamFaults.all(),
                        ConnectFaults.all(),
                        Http2Faults.all())
                .flatMap(List::stream)
                .toList();
    }

    private static InstanceConfig config(Backbone backbone, Topics topics, FaultServer server) {
        String url = "http://" + server.address();
        InstanceConfig all = InstanceConfig.withoutEndpoint(backbone, topics);
        for (String name : ALONE) {
            all = endpoint(all, name, url, 1);
        }
        all = endpoint(all, FaultCase.ONCE, url, 1);
        all =
                endpoint(all, LengthFaults.ROOMY, url, 1)
                        .with("endpoints.roomy.max-response-bytes", LengthFaults.LARGE);
        all = endpoint(all, FaultCase.THRICE, url, 3);
        return endpoint(all, FaultCase.STREAM, url, 1).with("endpoints.stream.stream", "always");
    }

    /** The configuration with one more endpoint, whose circuit breaker stays closed. */
    static InstanceConfig endpoint(InstanceConfig config, String name, String url, int attempts) {
        String key = "endpoints." + name + ".";
        return config.with(key + "base-url", url)
                .with(key + "connect-timeout", "6s")
                .with(key + "first-byte-timeout", "10s")
                .with(key + "idle-timeout", "6s")
                .with(key + "timeout", "15s")
                .with(key + "retry.max-attempts", attempts)
                .with(key + "retry.max-delay", "200ms")
                .with(key + "breaker.window-calls", 10_000)
                .with(key + "breaker.minimum-calls", 10_000);
    }

    private static String beside(FaultCase one) {
        return "beside " + one.name();
    }

    private static void send(Publisher publisher, String id) {
        publisher.send(
                Publisher.request(id)
                        .setModel(FaultScripts.PLAIN)
                        .setEndpoint(FaultCase.ONCE)
                        .build());
        publisher.flush();
    }

    private static ChatRequest request(FaultCase one) {
        return Publisher.request(one.name())
                .setModel(one.name())
                .setEndpoint(one.endpoint())
                .setDeadline(Instant.now().plus(one.timeToLive()))
                .build();
    }
}
