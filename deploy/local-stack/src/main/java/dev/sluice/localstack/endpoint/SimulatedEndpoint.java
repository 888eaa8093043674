package dev.sluice.localstack.endpoint;

import dev.sluice.localstack.endpoint.chat.Answer;
import dev.sluice.localstack.endpoint.fault.FaultScript;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An OpenAI-compatible endpoint, on the loopback address unless told otherwise, that answers by itself, deterministically.
 *
 * <p>{@code GET /v1/models}, {@code POST /v1/chat/completions} with and without server-sent events, {@code GET /stats} (see
 * {@link EndpointStats}) and {@code POST /faults} (see {@link FaultScript}). It holds 5,000 connections and more, as far as the
 * process may open files.
 */
public final class SimulatedEndpoint implements AutoCloseable {

    private final Vertx vertx;
    private final EndpointState state;
    private final int port;

    private SimulatedEndpoint(Vertx vertx, EndpointState state, int port) {
        this.vertx = vertx;
        this.state = state;
        this.port = port;
    }

    /**
     * Starts an endpoint, and returns when it listens.
     *
     * @throws IllegalStateException if the wanted port is taken
     */
    public static SimulatedEndpoint start(EndpointOptions options) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(options.eventLoops()));
        EndpointState state = new EndpointState(options);
        AtomicInteger port = new AtomicInteger();
        try {
            await(
                    vertx.deployVerticle(
                            () -> new EndpointVerticle(state, port),
                            new DeploymentOptions().setInstances(options.eventLoops())));
        } catch (CompletionException e) {
            await(vertx.close());
            throw new IllegalStateException(
                    "Cannot listen on port " + options.port() + " of " + options.host(), e);
        }
        return new SimulatedEndpoint(vertx, state, port.get());
    }

    private static void await(Future<?> future) {
        future.toCompletionStage().toCompletableFuture().join();
    }

    /** The base address, without a path. */
    public String url() {
        return "http://" + state.options().host() + ":" + port;
    }

    /** Its port. */
    public int port() {
        return port;
    }

    /** What it has counted. */
    public EndpointStats stats() {
        return state.stats();
    }

    /** The last chat requests, oldest first, as many as the options say. */
    public List<ReceivedRequest> requests() {
        return state.recorder().all();
    }

    /** What the last right answers said of their tokens, by their ids, as many as the options say. */
    public Map<String, Answer.Usage> answers() {
        return state.answered().all();
    }

    /** Replaces the fault script. Requests that wait already keep what was decided for them. */
    public void faults(FaultScript script) {
        state.replaceFaults(script);
    }

    /** Closes all connections at once. */
    @Override
    public void close() {
        await(vertx.close());
    }

    /**
     * Runs an endpoint as a process of its own, until it is killed. See {@link EndpointArguments} for the arguments.
     *
     * @throws InterruptedException never, as nobody interrupts the main thread
     */
    public static void main(String[] args) throws InterruptedException {
        try {
            EndpointArguments arguments = EndpointArguments.parse(args, System.getenv());
            SimulatedEndpoint endpoint = start(arguments.options());
            arguments.writePort(endpoint.port());
            System.out.println("Simulated endpoint on " + endpoint.url());
        } catch (IllegalArgumentException | IllegalStateException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
        new CountDownLatch(1).await();
    }
}
