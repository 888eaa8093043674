package dev.sluice.standalone.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** All rounds of all scenarios. */
final class Bench {
    private final Site site;
    private final int rounds;
    private final OptionalDouble rate;
    private final Consumer<String> news;

    /**
     * @param rounds of each system for each scenario, alternated
     * @param rate at which latency is measured, requests a second; empty: half of what Sluice does at full speed
     * @param news is told of every round
     */
    Bench(Site site, int rounds, OptionalDouble rate, Consumer<String> news) {
        this.site = site;
        this.rounds = rounds;
        this.rate = rate;
        this.news = news;
    }

    /** Measures all of them. */
    ResultTable run(List<Scenario> scenarios) throws InterruptedException {
        ResultTable table = new ResultTable();
        for (int i = 0; i < scenarios.size(); i++) {
            scenario(scenarios.get(i), "bench-" + (i + 1), table);
        }
        return table;
    }

    private void scenario(Scenario scenario, String name, ResultTable table)
            throws InterruptedException {
        news.accept(scenario.title());
        Map<Contender, List<Measured>> results = new EnumMap<>(Contender.class);
        try (EndpointProcess endpoint =
                EndpointProcess.start(site.folder().resolve(name), scenario.latency())) {
            Round round = new Round(site, scenario, endpoint.url());
            for (int i = 1; i <= rounds; i++) {
                // Both at the same rate, as one that does more would be measured at more load.
                double half = Double.NaN;
                for (Contender contender : Contender.values()) {
                    double given = rate.orElse(half);
                    Measured measured =
                            round.measure(
                                    contender,
                                    name + "-" + i + "-" + contender.label(),
                                    full -> Double.isNaN(given) ? full / 2 : given);
                    half = Double.isNaN(half) ? measured.perSecond() / 2 : half;
                    results.computeIfAbsent(contender, none -> new ArrayList<>()).add(measured);
                    news.accept(
                            "  round %d of %d, %s: %.0f outcomes/s"
                                    .formatted(i, rounds, contender.label(), measured.perSecond()));
                }
            }
        }
        table.add(
                scenario,
                results.getOrDefault(Contender.SLUICE, List.of()),
                results.getOrDefault(Contender.PLAIN, List.of()));
    }
}
