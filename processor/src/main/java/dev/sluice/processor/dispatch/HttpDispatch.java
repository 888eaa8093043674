package dev.sluice.processor.dispatch;

import dev.sluice.processor.config.DispatchConfig;
import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.OutcomeEncoder;
import dev.sluice.processor.outcome.Subject;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Makes calls to an endpoint over HTTP, dealt out over several event loops. */
public final class HttpDispatch implements Dispatch {
    private final List<HttpLane> lanes;
    private final CallOutcomes outcomes;

    private HttpDispatch(List<HttpLane> lanes, CallOutcomes outcomes) {
        this.lanes = lanes;
        this.outcomes = outcomes;
    }

    /**
     * Opens the lanes.
     *
     * @param vertx where the lanes live; they close with it
     * @param clock the time that calls are stamped with
     * @param encoder encodes outcomes
     */
    public static Future<HttpDispatch> open(
            Vertx vertx,
            EndpointConfig endpoint,
            DispatchConfig config,
            InstantSource clock,
            OutcomeEncoder encoder) {
        Endpoint target = Endpoint.of(endpoint);
        CredentialsRefresh.start(vertx, List.of(target));
        List<HttpLane> lanes = new ArrayList<>();
        List<Future<String>> deployed = new ArrayList<>();
        for (int i = 0; i < config.eventLoops(); i++) {
            // Any lane may have to carry all calls: the slow ones may all have fallen to it.
            HttpLane lane = new HttpLane(target, clock, config.maxInFlight());
            lanes.add(lane);
            deployed.add(vertx.deployVerticle(lane));
        }
        return Future.all(deployed)
                .map(ready -> new HttpDispatch(List.copyOf(lanes), new CallOutcomes(encoder)));
    }

    @Override
    public void dispatch(Subject subject, Consumer<Outcome> done) {
        HttpLane least = lanes.get(0);
        for (HttpLane lane : lanes) {
            if (lane.inFlight() < least.inFlight()) {
                least = lane;
            }
        }
        least.send(subject, call -> done.accept(outcomes.of(call)));
    }
}
