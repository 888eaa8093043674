package dev.sluice.processor.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.endpoint.EndpointOptions;
import dev.sluice.localstack.endpoint.Latency;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import dev.sluice.localstack.endpoint.chat.Answer;
import dev.sluice.localstack.endpoint.fault.FaultScript;
import dev.sluice.processor.cli.billing.RebuildCommand;
import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.CommandRun;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.Topics;
import dev.sluice.processor.support.UsageRows;
import dev.sluice.processor.usage.Account;
import dev.sluice.processor.usage.Bill;
import dev.sluice.processor.usage.Bills;
import dev.sluice.processor.usage.Tally;
import dev.sluice.processor.usage.Totals;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageTotals;
import dev.sluice.v1.WindowSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Promise 6: usage totals are the sum over outcomes, whatever dies when. */
@ExtendWith(BackboneExtension.class)
class UsageIT {
    private static final int REQUESTS = Integer.getInteger("sluice.test.usage-requests", 2_000);
    private static final int TENANTS = Integer.getInteger("sluice.test.usage-tenants", 7);
    private static final int KILLS = Integer.getInteger("sluice.test.usage-kills", 1);
    private static final List<String> MODELS =
            List.of("model-0", "model-1", "model-2", "model-3", "model-4");

    /** How many come a second time. */
    private static final int AGAIN = REQUESTS / 20;

    private static final int RECORDS = REQUESTS + 2 * AGAIN;
    private static final Duration ALL = Duration.ofMinutes(1).plusMillis(REQUESTS * 10L);

    /** So long that whoever is at work when a third is done has calls out, however late the test hears of it. */
    private static final Latency LATENCY = Latency.fixed(Duration.ofMillis(100));

    @TempDir Path folder;

    @Test
    void totalsAreTheSumOverOutcomesThroughKillsAMoveAndAnEmptyDisk(Backbone backbone) {
        Topics topics = Topics.create(backbone, "usage", 3);
        EndpointOptions options =
                EndpointOptions.defaults()
                        .withModels(MODELS)
                        .withRecorded(2 * REQUESTS)
                        .withLatency(LATENCY)
                        .withFaults(
                                FaultScript.parse(
                                        """
                                        [{"every": 9, "action": "status", "status": 500},
                                         {"every": 13, "action": "truncate"},
                                         {"every": 50, "action": "status", "status": 400}]
                                        """));
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(options);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics);
                UsageRows rows = new UsageRows(backbone, topics)) {
            InstanceConfig config =
                    InstanceConfig.of(backbone, topics, endpoint.url())
                            .with("usage.publish-interval", "200ms")
                            .with("endpoints.test.breaker.failure-rate", 100)
                            .with("prices.all.endpoint", "test")
                            .with("prices.all.currency", "USD")
                            .with("prices.all.input-per-million", "0.15")
                            .with("prices.all.output-per-million", "0.6")
                            .with("dispatch.max-in-flight", 100);
            publish(publisher, 0, REQUESTS, 1);
            publish(publisher, 0, REQUESTS, REQUESTS / AGAIN);
            try (Instance killed = Instance.start(config, folder.resolve("killed"));
                    Instance survivor = startBesideOne(endpoint, config, "survivor")) {
                outcomes.await(REQUESTS / 3, ALL);
                kill(killed);
                for (int more = 1; more < KILLS; more++) {
                    try (Instance again = Instance.start(config, folder.resolve("killed"))) {
                        outcomes.await(REQUESTS / 3 + more * REQUESTS / 3 / KILLS, ALL);
                        kill(again);
                    }
                }
                outcomes.await(REQUESTS / 3 * 2, ALL);
                publish(publisher, 1, REQUESTS, REQUESTS / AGAIN);
                // One that stops tells of its calls itself.
                survivor.stop();
                Awaitility.await().atMost(ALL).until(() -> !survivor.isAlive());
            }
            // Nothing of the disks is left: rows are restored from their changelog.
            try (Instance last = Instance.start(config, folder.resolve("empty"))) {
                outcomes.await(RECORDS, ALL).drain(Duration.ofSeconds(1));
                assertThat(outcomes.doubled()).isEmpty();
                assertThat(outcomes.failures())
                        .filteredOn(failure -> failure.getReason() == FailureReason.DUPLICATE)
                        .hasSize(2 * AGAIN);
                assertThat(outcomes.completions().stream().map(ChatCompletion::getId))
                        .doesNotHaveDuplicates();
                assertThat(outcomes.completions().stream().filter(UsageIT::isAfterCutStream))
                        .isNotEmpty();
                assertThat(outcomes.completions()).hasSizeGreaterThan(REQUESTS * 9 / 10);
                assertThat(outcomes.failures()).isNotEmpty();
                assertThat(sums(outcomes, endpoint.answers()))
                        .as("what answers say is what the endpoint reported")
                        .isEqualTo(sums(outcomes));
                for (WindowSize size :
                        List.of(WindowSize.MINUTE, WindowSize.HOUR, WindowSize.DAY)) {
                    List<UsageTotals> totals =
                            rows.await(size, UsageIT::complete, Duration.ofSeconds(30));
                    assertThat(sum(totals)).isEqualTo(sum(outcomes));
                }
                assertThat(last.isAlive()).isTrue();
                // The one that was killed tells of its calls as soon as it is back.
                try (Instance back = Instance.start(config, folder.resolve("killed"))) {
                    List<UsageTotals> days =
                            rows.await(
                                    WindowSize.DAY,
                                    found -> lost(found) > 0 && calls(found) >= seen(endpoint),
                                    Duration.ofSeconds(60));
                    // A call may have died with its process between there and here.
                    assertThat(calls(days) - seen(endpoint))
                            .isLessThanOrEqualTo(endpoint.stats().peakConcurrency());
                    assertThat(sum(days)).isEqualTo(sum(outcomes));
                    assertThat(rebuilt(config)).contains("no difference");
                    assertThat(back.isAlive()).isTrue();
                }
            }
        }
    }

    /** Every so many requests, of which every third one asks for a stream. */
    private static void publish(Publisher publisher, int from, int to, int step) {
        for (int i = from; i < to; i += step) {
            publisher.send(
                    Publisher.request(Integer.toString(i))
                            .setTenant("tenant-" + i % TENANTS)
                            .setModel(MODELS.get(i % MODELS.size()))
                            .setStream(i % 3 == 0)
                            .build());
        }
        publisher.flush();
    }

    /** Starts an instance when another has made calls: otherwise it might do all the work alone. */
    private Instance startBesideOne(
            SimulatedEndpoint endpoint, InstanceConfig config, String name) {
        Awaitility.await().atMost(ALL).until(() -> seen(endpoint) > 0);
        return Instance.start(config, folder.resolve(name));
    }

    private static void kill(Instance instance) {
        instance.kill();
        Awaitility.await().atMost(ALL).until(() -> !instance.isAlive());
    }

    private static boolean isAfterCutStream(ChatCompletion completion) {
        return completion.getAttempts().stream()
                .anyMatch(attempt -> attempt.getReason() == FailureReason.TRUNCATED_STREAM);
    }

    /** What the command says that derives totals from completions alone, and compares them. */
    private String rebuilt(InstanceConfig config) {
        String file = config.write(folder.resolve("rebuild")).toString();
        CommandRun rebuilt = CommandRun.with(file, new RebuildCommand(), "--diff");
        assertThat(rebuilt.code()).as(rebuilt.toString()).isZero();
        return rebuilt.err();
    }

    private static boolean complete(List<UsageTotals> rows) {
        return rows.stream().mapToLong(row -> row.getRequests() + row.getFailedRequests()).sum()
                == RECORDS;
    }

    private static long seen(SimulatedEndpoint endpoint) {
        return endpoint.stats().requests();
    }

    private static long lost(List<UsageTotals> rows) {
        return rows.stream().mapToLong(UsageTotals::getLostAttempts).sum();
    }

    private static long calls(List<UsageTotals> rows) {
        return lost(rows) + rows.stream().mapToLong(UsageTotals::getAttempts).sum();
    }

    /** Of tenants: what a crash left unknown is nobody's. */
    private static Map<String, Tally> sum(List<UsageTotals> rows) {
        Map<String, Tally> sums = new TreeMap<>();
        for (UsageTotals row : rows) {
            Account account = Totals.key(row).account();
            if (!account.tenant().isEmpty()) {
                sums.merge(account.toString(), Totals.tally(row), Tally::plus);
            }
        }
        return sums;
    }

    /** Tokens of prompts and answers of each tenant and model. */
    private static Map<String, List<Long>> sums(Outcomes outcomes) {
        Map<String, List<Long>> sums = new TreeMap<>();
        for (ChatCompletion answer : outcomes.completions()) {
            Usage usage = requireNonNull(answer.getUsage());
            add(sums, answer, usage.getPromptTokens(), usage.getCompletionTokens());
        }
        return sums;
    }

    /** The same, as the endpoint tells it of the answers that were delivered. */
    private static Map<String, List<Long>> sums(
            Outcomes outcomes, Map<String, Answer.Usage> reported) {
        Map<String, List<Long>> sums = new TreeMap<>();
        for (ChatCompletion answer : outcomes.completions()) {
            Answer.Usage usage = requireNonNull(reported.get(answer.getProviderId()));
            add(sums, answer, (long) usage.promptTokens(), (long) usage.completionTokens());
        }
        return sums;
    }

    private static void add(
            Map<String, List<Long>> sums, ChatCompletion answer, Long prompt, Long completion) {
        sums.merge(
                answer.getTenant() + "/" + answer.getRequestedModel(),
                List.of(prompt, completion),
                (one, other) -> List.of(one.get(0) + other.get(0), one.get(1) + other.get(1)));
    }

    private static Map<String, Tally> sum(Outcomes outcomes) {
        Map<String, Tally> sums = new TreeMap<>();
        outcomes.completions().forEach(completion -> add(sums, Bills.of(completion)));
        outcomes.failures().forEach(failure -> add(sums, Bills.of(failure)));
        return sums;
    }

    private static void add(Map<String, Tally> sums, Bill bill) {
        bill.lines()
                .forEach(line -> sums.merge(line.account().toString(), line.tally(), Tally::plus));
    }
}
