package dev.sluice.standalone.bench;

import java.net.URI;
import java.util.List;

/**
 * What the plain loop is told on its command line.
 *
 * @param bootstrapServers the broker
 * @param registry the schema registry
 * @param requests topic to read
 * @param completions topic to write
 * @param endpoint base address of the endpoint
 * @param inFlight calls at the same time, at most
 * @param eventLoops that make the calls
 */
record PlainSettings(
        String bootstrapServers,
        String registry,
        String requests,
        String completions,
        URI endpoint,
        int inFlight,
        int eventLoops) {

    List<String> arguments() {
        return List.of(
                bootstrapServers,
                registry,
                requests,
                completions,
                endpoint.toString(),
                Integer.toString(inFlight),
                Integer.toString(eventLoops));
    }

    static PlainSettings parse(String[] args) {
        return new PlainSettings(
                args[0],
                args[1],
                args[2],
                args[3],
                URI.create(args[4]),
                Integer.parseInt(args[5]),
                Integer.parseInt(args[6]));
    }
}
