package dev.sluice.processor.dispatch;

import dev.sluice.processor.config.DispatchConfig;
import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.metrics.CallMeters;
import dev.sluice.processor.metrics.EndpointMeters;
import dev.sluice.processor.outcome.ChunkEncoder;
import dev.sluice.processor.outcome.OutcomeEncoder;
import dev.sluice.processor.price.PriceList;
import dev.sluice.processor.tokens.TokenCounter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** Makes calls over HTTP. Each endpoint has connections of its own, so that a slow one takes none from the others. */
public final class HttpDispatch implements Dispatch {
    private final Map<String, EndpointCalls> endpoints;

    private HttpDispatch(Map<String, EndpointCalls> endpoints) {
        this.endpoints = endpoints;
    }

    /**
     * Opens the lanes of all endpoints.
     *
     * @param vertx where the lanes live; they close with it
     * @param clock the time that calls are stamped with
     * @param encoder encodes outcomes
     * @param chunks encodes pieces of streamed answers, where there is a topic for them
     * @param prices what answers cost
     * @param counters counts the calls to an endpoint of that name
     * @param meters measure calls
     */
    public static Future<HttpDispatch> open(
            Vertx vertx,
            Collection<EndpointConfig> endpoints,
            DispatchConfig config,
            InstantSource clock,
            OutcomeEncoder encoder,
            Optional<ChunkEncoder> chunks,
            PriceList prices,
            Function<String, CallCounter> counters,
            CallMeters meters) {
        Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());
        TokenCounter tokens = new TokenCounter();
        Map<String, EndpointCalls> calls = new HashMap<>();
        List<Endpoint> targets = new ArrayList<>();
        List<Future<?>> deployed = new ArrayList<>();
        for (EndpointConfig endpoint : endpoints) {
            List<HttpLane> lanes = new ArrayList<>();
            Endpoint target = Endpoint.of(endpoint, counters.apply(endpoint.name()));
            targets.add(target);
            EndpointMeters measured = meters.of(endpoint.name());
            for (int i = 0; i < config.eventLoops(); i++) {
                // Any lane may have to carry all calls: the slow ones may all have fallen to it.
                HttpLane lane =
                        new HttpLane(target, tokens, chunks, clock, config.maxInFlight(), measured);
                lanes.add(lane);
                deployed.add(vertx.deployVerticle(lane));
            }
            CallOutcomes outcomes =
                    new CallOutcomes(
                            encoder,
                            new RetryRules(endpoint.retry(), backoff),
                            prices,
                            endpoint.onContextLength());
            measured.results(MeasuredCalls.results());
            measured.inFlight(() -> lanes.stream().mapToInt(HttpLane::inFlight).sum());
            calls.put(
                    endpoint.name(),
                    new EndpointCalls(List.copyOf(lanes), outcomes, new MeasuredCalls(measured)));
        }
        CredentialsRefresh.start(vertx, targets);
        deployed.add(prepared(vertx, tokens, endpoints));
        return Future.all(deployed).map(ready -> new HttpDispatch(Map.copyOf(calls)));
    }

    /** What counts the tokens of known models takes a second to load, which no event loop has. */
    private static Future<?> prepared(
            Vertx vertx, TokenCounter tokens, Collection<EndpointConfig> endpoints) {
        return vertx.executeBlocking(
                () -> {
                    for (EndpointConfig endpoint : endpoints) {
                        endpoint.routing().models().forEach(tokens::prepare);
                        endpoint.routing().aliases().values().forEach(tokens::prepare);
                    }
                    return endpoints.size();
                });
    }

    @Override
    public void dispatch(Call call, CallListener listener) {
        EndpointCalls endpoint = endpoints.get(call.target().endpoint());
        if (endpoint == null) {
            throw new IllegalArgumentException("No endpoint " + call.target().endpoint());
        }
        endpoint.send(call, listener);
    }
}
