package dev.sluice.processor.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the endpoints. */
final class Endpoints {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final Values values;
    private final Problems problems;

    Endpoints(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /** The endpoints by name; there is exactly one where there is no problem. */
    Map<String, EndpointConfig> read() {
        Set<String> names = values.names(Keys.ENDPOINTS);
        if (names.size() != 1) {
            problems.add(
                    Keys.ENDPOINTS,
                    names.isEmpty()
                            ? "an endpoint is required, such as endpoints.local.base-url"
                            : "only one endpoint can be used, not " + String.join(", ", names));
        }
        Map<String, EndpointConfig> endpoints = new TreeMap<>();
        for (String name : names) {
            endpoint(name).ifPresent(endpoint -> endpoints.put(name, endpoint));
        }
        return endpoints;
    }

    private Optional<EndpointConfig> endpoint(String name) {
        String section = Keys.ENDPOINTS + "." + name;
        if (!NAME.matcher(name).matches()) {
            problems.add(
                    section,
                    "an endpoint's name is lower-case letters, digits and dashes, at most 63");
        }
        EndpointProfile profile = values.get(Keys.PROFILE.under(section));
        String path = values.find(Keys.PATH.under(section)).orElse(profile.path());
        Optional<Secret> apiKey = values.find(Keys.API_KEY.under(section));
        var connectTimeout = values.get(Keys.CONNECT_TIMEOUT.under(section));
        var timeout = values.get(Keys.TIMEOUT.under(section));
        var maxResponseBytes = values.get(Keys.MAX_RESPONSE_BYTES.under(section));
        return values.require(Keys.BASE_URL.under(section))
                .map(
                        baseUrl ->
                                new EndpointConfig(
                                        name,
                                        profile.key(),
                                        baseUrl,
                                        path,
                                        apiKey,
                                        connectTimeout,
                                        timeout,
                                        maxResponseBytes));
    }
}
