package dev.sluice.processor.dispatch;

import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.config.NearMatch;
import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.ProblemLog;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the models that are configured against the lists of the endpoints that want it ({@code verify-models}): a
 * misspelt one is found at start and not by the first request. Patterns cannot be checked.
 */
public final class ModelCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ModelCheck.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** Lets time pass; a test's does not. */
    interface Pause {
        void sleep(Duration duration) throws InterruptedException;
    }

    private final Pause pause;
    private final ProblemLog waits = new ProblemLog(LOG, InstantSource.system(), "The start waits");
    private final List<Problem> problems = new ArrayList<>();

    ModelCheck(Pause pause) {
        this.pause = pause;
    }

    /**
     * Checks, and waits for endpoints that cannot be reached, are not well or refuse who asks, as long as it takes, with a
     * line in the log once a minute.
     *
     * @throws ConfigException if an endpoint lacks a model, or has no list of them; it holds all problems
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public static void await(Collection<EndpointConfig> endpoints) throws InterruptedException {
        new ModelCheck(duration -> Thread.sleep(duration.toMillis())).check(endpoints);
    }

    void check(Collection<EndpointConfig> endpoints) throws InterruptedException {
        List<EndpointConfig> wanted =
                endpoints.stream().filter(EndpointConfig::verifyModels).toList();
        if (wanted.isEmpty()) {
            return;
        }
        Vertx vertx = Vertx.vertx();
        try {
            for (EndpointConfig endpoint : wanted) {
                check(vertx, endpoint);
            }
        } finally {
            vertx.close();
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private void check(Vertx vertx, EndpointConfig endpoint) throws InterruptedException {
        Endpoint asked = Endpoint.of(endpoint);
        ModelListCall call = new ModelListCall(asked);
        Duration next = FIRST_PAUSE;
        ModelList list = ask(vertx, call);
        while (list instanceof ModelList.NotYet notYet) {
            waits.tell(notYet.problem());
            pause.sleep(next);
            next = next.multipliedBy(2);
            next = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
            asked.credentials().refresh();
            list = ask(vertx, call);
        }
        waits.mended();
        String section = "endpoints." + endpoint.name() + ".";
        if (list instanceof ModelList.Refused refused) {
            problems.add(
                    new Problem(
                            section + "verify-models",
                            "the endpoint gives no list of models at its models-path: "
                                    + refused.why()));
        } else if (list instanceof ModelList.Known known) {
            configured(endpoint)
                    .forEach((key, models) -> missing(section + key, models, known.ids()));
        }
    }

    /** The models that calls will ask for, by the key that configures them. */
    private static Map<String, List<String>> configured(EndpointConfig endpoint) {
        Map<String, List<String>> configured = new TreeMap<>();
        Stream<String> names =
                endpoint.routing().models().stream()
                        .filter(model -> !model.contains("*"))
                        // What an alias renames is not sent.
                        .filter(model -> !endpoint.routing().aliases().containsKey(model));
        configured.put("models", names.toList());
        endpoint.routing()
                .aliases()
                .forEach((alias, model) -> configured.put("aliases." + alias, List.of(model)));
        return configured;
    }

    private void missing(String key, List<String> models, Set<String> known) {
        for (String model : models) {
            if (!known.contains(model)) {
                problems.add(
                        new Problem(
                                key,
                                "the endpoint does not list the model "
                                        + model
                                        + NearMatch.hint(model, known)));
            }
        }
    }

    private static ModelList ask(Vertx vertx, ModelListCall call) throws InterruptedException {
        try {
            return call.send(vertx).toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call that never fails has failed", e);
        }
    }
}
