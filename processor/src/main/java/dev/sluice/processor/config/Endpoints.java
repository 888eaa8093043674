package dev.sluice.processor.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the endpoints. */
final class Endpoints {
    static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final Values values;
    private final Problems problems;
    private final Profiles profiles;

    Endpoints(Values values, Problems problems, Profiles profiles) {
        this.values = values;
        this.problems = problems;
        this.profiles = profiles;
    }

    /** The endpoints by name; there is at least one where there is no problem. */
    Map<String, EndpointConfig> read() {
        Set<String> names = values.names(Keys.ENDPOINTS);
        if (names.isEmpty()) {
            problems.add(
                    Keys.ENDPOINTS, "an endpoint is required, such as endpoints.local.base-url");
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
        Key<String> key = EndpointKeys.PROFILE.under(section);
        Optional<Profile> profile = profiles.find(values.get(key));
        if (profile.isEmpty() && problems.noneOf(key.name())) {
            problems.add(key.name(), "expects " + known() + values.origin(key.name()));
        }
        // What is wrong beside a wrong profile is told all the same.
        return new EndpointReader(
                        name,
                        profile.orElseGet(() -> profiles.find(defaultProfile()).orElseThrow()),
                        values,
                        problems)
                .read();
    }

    private static String defaultProfile() {
        return EndpointKeys.PROFILE.standard().orElseThrow();
    }

    private String known() {
        return profiles.names().stream()
                .collect(Collectors.joining(", "))
                .replaceFirst(", ([^,]+)$", " or $1");
    }
}
