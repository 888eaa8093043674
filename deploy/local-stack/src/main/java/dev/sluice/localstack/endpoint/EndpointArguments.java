package dev.sluice.localstack.endpoint;

import dev.sluice.localstack.endpoint.chat.TokenCounting;
import dev.sluice.localstack.endpoint.fault.FaultScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The command line of the endpoint: pairs of a name and a value.
 *
 * <table>
 * <caption>Arguments</caption>
 * <tr><td>{@code --host H}</td><td>default the loopback address; 0.0.0.0 for all of the machine</td></tr>
 * <tr><td>{@code --port N}</td><td>0 for a free one, the default</td></tr>
 * <tr><td>{@code --port-file FILE}</td><td>gets the port once it listens</td></tr>
 * <tr><td>{@code --event-loops N}</td><td>default 2</td></tr>
 * <tr><td>{@code --models A,B}</td><td>default small-chat,large-chat</td></tr>
 * <tr><td>{@code --latency L}</td><td>{@code none}, milliseconds, or {@code lognormal:MEAN_MS:SIGMA}</td></tr>
 * <tr><td>{@code --usage U}</td><td>{@code tokenizer} (default) or {@code approximate}</td></tr>
 * <tr><td>{@code --words MIN-MAX}</td><td>length of answers, default 8-48</td></tr>
 * <tr><td>{@code --requests-per-minute N}</td><td>default unlimited</td></tr>
 * <tr><td>{@code --concurrent N}</td><td>default unlimited</td></tr>
 * <tr><td>{@code --recorded N}</td><td>requests kept in memory, default 0</td></tr>
 * <tr><td>{@code --faults FILE}</td><td>a {@link FaultScript}</td></tr>
 * <tr><td>{@code --api-key-env NAME}</td><td>environment variable with the key to require</td></tr>
 * </table>
 *
 * @param options of the endpoint
 * @param portFile where to write the port
 */
public record EndpointArguments(EndpointOptions options, Optional<Path> portFile) {

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException if an argument is unknown, lacks its value or has a wrong one
     */
    public static EndpointArguments parse(String[] args, Map<String, String> environment) {
        EndpointArguments result =
                new EndpointArguments(EndpointOptions.defaults().withRecorded(0), Optional.empty());
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " lacks its value");
            }
            try {
                result = result.with(args[i], args[i + 1], environment);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(args[i] + ": not a number: " + args[i + 1], e);
            }
        }
        return result;
    }

    private EndpointArguments with(String name, String value, Map<String, String> environment) {
        EndpointOptions o = options;
        return switch (name) {
            case "--host" -> with(o.withHost(value));
            case "--port" -> with(o.withPort(Integer.parseInt(value)));
            case "--port-file" -> new EndpointArguments(o, Optional.of(Path.of(value)));
            case "--event-loops" -> with(o.withEventLoops(Integer.parseInt(value)));
            case "--models" -> with(o.withModels(List.of(value.split(",", -1))));
            case "--latency" -> with(o.withLatency(ArgumentValues.latency(value)));
            case "--usage" ->
                    with(o.withUsage(TokenCounting.valueOf(value.toUpperCase(Locale.ROOT))));
            case "--words" -> with(o.withWords(ArgumentValues.words(value)));
            case "--requests-per-minute" ->
                    with(o.withLimits(o.limits().withRequestsPerMinute(Integer.parseInt(value))));
            case "--concurrent" ->
                    with(o.withLimits(o.limits().withConcurrent(Integer.parseInt(value))));
            case "--recorded" -> with(o.withRecorded(Integer.parseInt(value)));
            case "--faults" -> with(o.withFaults(FaultScript.parse(ArgumentValues.file(value))));
            case "--api-key-env" ->
                    with(o.withApiKey(new ApiKey(ArgumentValues.variable(environment, value))));
            default -> throw new IllegalArgumentException("Unknown argument " + name);
        };
    }

    private EndpointArguments with(EndpointOptions newOptions) {
        return new EndpointArguments(newOptions, portFile);
    }

    /** Writes the port to the file that was asked for, if any, so that the file is never there without it. */
    void writePort(int port) {
        portFile.ifPresent(
                file -> {
                    try {
                        Path part = Path.of(file + ".part");
                        Files.writeString(part, Integer.toString(port));
                        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                    } catch (IOException e) {
                        throw new UncheckedIOException("Cannot write " + file, e);
                    }
                });
    }
}
