package dev.sluice.localstack.endpoint;

import dev.sluice.localstack.Ports;
import dev.sluice.localstack.endpoint.chat.TokenCounting;
import dev.sluice.localstack.endpoint.fault.FaultScript;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How to run a {@link SimulatedEndpoint}.
 *
 * @param host the address that it listens on
 * @param port 1 to 65535, or {@link Ports#ANY}
 * @param eventLoops threads that serve, at least 1
 * @param models the models it knows; others get status 404
 * @param latency before each answer
 * @param usage how tokens are counted
 * @param words how long answers are before {@code max_tokens} cuts them
 * @param limits its own limits
 * @param apiKey if given, required of each request
 * @param faults what goes wrong, until it is replaced
 * @param recorded how many of the last requests and answers are kept for {@link SimulatedEndpoint#requests()} and {@link
 *     SimulatedEndpoint#answers()}, 0 for none
 */
public record EndpointOptions(
        String host,
        int port,
        int eventLoops,
        List<String> models,
        Latency latency,
        TokenCounting usage,
        Words words,
        EndpointLimits limits,
        Optional<ApiKey> apiKey,
        FaultScript faults,
        int recorded) {

    /**
     * The length of answers.
     *
     * @param min fewest words, at least 1
     * @param max most words
     */
    public record Words(int min, int max) {

        /** Refuses an empty range. */
        public Words {
            if (min < 1 || max < min) {
                throw new IllegalArgumentException("No range of words: " + min + "-" + max);
            }
        }
    }

    /** Copies the models. */
    public EndpointOptions {
        models = List.copyOf(models);
    }

    /** The loopback address, two event loops, the models {@code small-chat} and {@code large-chat}, no latency, limits, key or faults. */
    public static EndpointOptions defaults() {
        return new EndpointOptions(
                Ports.LOOPBACK,
                Ports.ANY,
                2,
                List.of("small-chat", "large-chat"),
                Latency.none(),
                TokenCounting.TOKENIZER,
                new Words(8, 48),
                EndpointLimits.none(),
                Optional.empty(),
                FaultScript.none(),
                1_000);
    }

    /** The same that listens on this address. */
    public EndpointOptions withHost(String value) {
        return changed(draft -> draft.host = value);
    }

    /** The same on this port. */
    public EndpointOptions withPort(int value) {
        return changed(draft -> draft.port = value);
    }

    /** The same with so many event loops. */
    public EndpointOptions withEventLoops(int value) {
        return changed(draft -> draft.eventLoops = value);
    }

    /** The same that knows these models. */
    public EndpointOptions withModels(List<String> value) {
        return changed(draft -> draft.models = value);
    }

    /** The same that answers so late. */
    public EndpointOptions withLatency(Latency value) {
        return changed(draft -> draft.latency = value);
    }

    /** The same that counts so. */
    public EndpointOptions withUsage(TokenCounting value) {
        return changed(draft -> draft.usage = value);
    }

    /** The same with answers so long. */
    public EndpointOptions withWords(Words value) {
        return changed(draft -> draft.words = value);
    }

    /** The same with its own limits. */
    public EndpointOptions withLimits(EndpointLimits value) {
        return changed(draft -> draft.limits = value);
    }

    /** The same that requires a key. */
    public EndpointOptions withApiKey(ApiKey value) {
        return changed(draft -> draft.apiKey = Optional.of(value));
    }

    /** The same with this script. */
    public EndpointOptions withFaults(FaultScript value) {
        return changed(draft -> draft.faults = value);
    }

    /** The same that keeps so many requests and answers. */
    public EndpointOptions withRecorded(int value) {
        return changed(draft -> draft.recorded = value);
    }

    private EndpointOptions changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** All of them, each open to change. */
    private static final class Draft {
        private String host;
        private int port;
        private int eventLoops;
        private List<String> models;
        private Latency latency;
        private TokenCounting usage;
        private Words words;
        private EndpointLimits limits;
        private Optional<ApiKey> apiKey;
        private FaultScript faults;
        private int recorded;

        Draft(EndpointOptions from) {
            host = from.host;
            port = from.port;
            eventLoops = from.eventLoops;
            models = from.models;
            latency = from.latency;
            usage = from.usage;
            words = from.words;
            limits = from.limits;
            apiKey = from.apiKey;
            faults = from.faults;
            recorded = from.recorded;
        }

        EndpointOptions options() {
            return new EndpointOptions(
                    host,
                    port,
                    eventLoops,
                    models,
                    latency,
                    usage,
                    words,
                    limits,
                    apiKey,
                    faults,
                    recorded);
        }
    }
}
