package dev.sluice.processor.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the dashboard and the alert rules ask for. */
public final class DeployedQueries {
    /** Where the files are, seen from the module. */
    static final Path DEPLOY = Path.of("..", "deploy");

    private static final Path DASHBOARD = DEPLOY.resolve("grafana/dashboards/sluice.json");
    private static final Path RULES = DEPLOY.resolve("prometheus/alerts.yml");

    /** Prometheus makes it, of every target. */
    private static final String UP = "up";

    private DeployedQueries() {}

    /** The metrics that are named in them, but those that Prometheus makes itself. */
    public static Set<String> metrics() throws IOException {
        Set<String> expressions = new TreeSet<>(ofRules());
        expressions.addAll(ofDashboard());
        Set<String> metrics = new TreeSet<>();
        expressions.forEach(expression -> metrics.addAll(PromQl.metrics(expression)));
        metrics.remove(UP);
        return metrics;
    }

    static Set<String> ofDashboard() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        Set<String> expressions = new TreeSet<>(dashboard.findValuesAsText("expr"));
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            // Such as label_values(metric, label).
            expressions.add(variable.path("definition").asText().replaceAll(",[^,)]*\\)$", ")"));
        }
        return expressions;
    }

    static Set<String> ofRules() throws IOException {
        Object rules =
                new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(RULES));
        return new TreeSet<>(
                new ObjectMapper().<JsonNode>valueToTree(rules).findValuesAsText("expr"));
    }
}
