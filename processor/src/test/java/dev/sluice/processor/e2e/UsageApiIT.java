package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.localstack.endpoint.EndpointOptions;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import dev.sluice.localstack.endpoint.fault.FaultScript;
import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.FreePort;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.Scrape;
import dev.sluice.processor.support.Topics;
import dev.sluice.processor.support.UsageRows;
import dev.sluice.processor.usage.Account;
import dev.sluice.processor.usage.Bill;
import dev.sluice.processor.usage.Bills;
import dev.sluice.processor.usage.Count;
import dev.sluice.v1.UsageTotals;
import dev.sluice.v1.WindowSize;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Usage over HTTP is that of all instances, or none: never a part of it as if it were all. */
@ExtendWith(BackboneExtension.class)
class UsageApiIT {
    private static final int REQUESTS = 300;
    private static final int TENANTS = 7;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "open-usage";

    /** More than a day: the test may run over midnight. */
    private static final String HOURS = "/api/usage?from=2020-01-01";

    @TempDir Path folder;

    @Test
    void anyInstanceAnswersForAllOrSaysWhatIsMissing(Backbone backbone) {
        Topics topics = Topics.create(backbone, "usage-api", 3);
        EndpointOptions options =
                EndpointOptions.defaults()
                        .withFaults(
                                FaultScript.parse(
                                        """
                                        [{"every": 9, "action": "status", "status": 500},
                                         {"every": 50, "action": "status", "status": 400}]
                                        """));
        int killedPort = FreePort.find();
        int otherPort = FreePort.find();
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(options);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics);
                UsageRows rows = new UsageRows(backbone, topics)) {
            InstanceConfig config =
                    InstanceConfig.of(backbone, topics, endpoint.url())
                            .with("admin.token", TOKEN)
                            .with("endpoints.test.breaker.failure-rate", 100);
            publish(publisher);
            try (Instance killed =
                            Instance.start(
                                    config.with("admin.port", killedPort),
                                    folder.resolve("killed"));
                    Instance other =
                            Instance.start(
                                    config.with("admin.port", otherPort),
                                    folder.resolve("other"))) {
                outcomes.await(REQUESTS, PATIENCE).drain(Duration.ofSeconds(1));
                Map<String, Map<Count, Long>> expected = sum(outcomes);
                Topics usage = new Topics(topics.name() + "-usage", topics.partitions());
                // What is published is committed, and stays in sum whoever is killed.
                rows.await(WindowSize.DAY, UsageApiIT::complete, PATIENCE);
                await().atMost(PATIENCE).until(() -> usage.working(backbone) == 2);
                for (int port : new int[] {killedPort, otherPort}) {
                    awaitWhole(port, HOURS, expected);
                    for (int tenant = 0; tenant < TENANTS; tenant++) {
                        String name = "tenant-" + tenant;
                        awaitWhole(port, HOURS + "&tenant=" + name, of(name, expected));
                    }
                    awaitWhole(port, "/api/usage?window=day&from=2020-01-01", expected);
                }

                killed.kill();

                AtomicInteger refused = new AtomicInteger();
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(50))
                        .until(
                                () -> {
                                    HttpResponse<String> answer = get(otherPort, HOURS);
                                    if (answer.statusCode() == 503) {
                                        assertThat(rows(answer.body(), "missing")).isNotEmpty();
                                        refused.incrementAndGet();
                                        return false;
                                    }
                                    assertThat(sum(answer)).isEqualTo(expected);
                                    return true;
                                });
                assertThat(refused.get()).as("the dead instance had a part of it").isPositive();
                assertThat(other.isAlive()).isTrue();
                assertThat(other.log()).doesNotContain(TOKEN);
            }
        }
    }

    private static void publish(Publisher publisher) {
        for (int i = 0; i < REQUESTS; i++) {
            publisher.send(
                    Publisher.request(Integer.toString(i))
                            .setTenant("tenant-" + i % TENANTS)
                            .setModel("model-" + i % 2)
                            .build());
        }
        publisher.flush();
    }

    /** Until it is, the answer is a smaller sum only as long as outcomes are still being added. */
    private static void awaitWhole(int port, String path, Map<String, Map<Count, Long>> expected) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            HttpResponse<String> answer = get(port, path);
                            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                            assertThat(sum(answer)).isEqualTo(expected);
                        });
    }

    private static boolean complete(List<UsageTotals> rows) {
        return rows.stream().mapToLong(row -> row.getRequests() + row.getFailedRequests()).sum()
                == REQUESTS;
    }

    private static HttpResponse<String> get(int port, String path) {
        return Scrape.get(port, path, "Authorization", "Bearer " + TOKEN);
    }

    private static Map<String, Map<Count, Long>> of(
            String tenant, Map<String, Map<Count, Long>> all) {
        Map<String, Map<Count, Long>> one = new TreeMap<>(all);
        one.keySet().removeIf(account -> !account.startsWith(tenant + " "));
        return one;
    }

    private static Map<String, Map<Count, Long>> sum(HttpResponse<String> answer) {
        Map<String, Map<Count, Long>> sums = new TreeMap<>();
        for (JsonNode row : rows(answer.body(), "rows")) {
            if (row.path("tenant").asText().isEmpty()) {
                // Nobody's: calls thought lost until the outcome that tells of them is read.
                continue;
            }
            String account =
                    name(
                            row.path("tenant").asText(),
                            row.path("model").asText(),
                            row.path("endpoint").asText());
            for (Count count : Count.values()) {
                add(
                        sums,
                        account,
                        count,
                        row.path(count.name().toLowerCase(Locale.ROOT)).asLong(-1));
            }
        }
        return sums;
    }

    private static Map<String, Map<Count, Long>> sum(Outcomes outcomes) {
        Map<String, Map<Count, Long>> sums = new TreeMap<>();
        Stream.concat(
                        outcomes.completions().stream().map(Bills::of),
                        outcomes.failures().stream().map(Bills::of))
                .map(Bill::lines)
                .flatMap(List::stream)
                .forEach(
                        line -> {
                            Account of = line.account();
                            String account = name(of.tenant(), of.model(), of.endpoint());
                            for (Count count : Count.values()) {
                                add(sums, account, count, line.tally().get(count));
                            }
                        });
        return sums;
    }

    private static String name(String tenant, String model, String endpoint) {
        return String.join(" ", tenant, model, endpoint);
    }

    private static void add(
            Map<String, Map<Count, Long>> sums, String account, Count count, long amount) {
        sums.computeIfAbsent(account, any -> new TreeMap<>()).merge(count, amount, Long::sum);
    }

    private static JsonNode rows(String body, String name) {
        try {
            return new ObjectMapper().readTree(body).path(name);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(body, e);
        }
    }
}
