package dev.sluice.processor.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the keys that environment variables such as {@code SLUICE_ENDPOINTS_LOCAL_TIMEOUT} set. A variable's name has lost
 * the difference between dots, dashes and underscores, so it is compared with the spelling of known keys.
 */
final class EnvironmentOverrides {
    private static final String PREFIX = "SLUICE_";

    private final Set<String> fileKeys;
    private final Set<String> exempt;
    private final Problems problems;

    /**
     * Prepares the search.
     *
     * @param fileKeys keys in the file, whose spelling wins
     * @param exempt variables that values refer to, which need not be keys
     */
    EnvironmentOverrides(Set<String> fileKeys, Set<String> exempt, Problems problems) {
        this.fileKeys = fileKeys;
        this.exempt = exempt;
        this.problems = problems;
    }

    /** Values by key. An empty variable counts as not set, because compose files cannot leave one out. */
    Map<String, Given> find(Map<String, String> environment) {
        Map<String, Given> found = new LinkedHashMap<>();
        new TreeMap<>(environment)
                .forEach(
                        (variable, value) -> {
                            if (variable.startsWith(PREFIX) && !value.isEmpty()) {
                                key(variable)
                                        .ifPresent(key -> found.put(key, given(variable, value)));
                            }
                        });
        return found;
    }

    private static Given given(String variable, String value) {
        return new Given(value, "environment variable " + variable, false);
    }

    private Optional<String> key(String variable) {
        String rest = variable.substring(PREFIX.length());
        List<String> spelled = new ArrayList<>(fileKeys);
        spelled.addAll(Keys.names(this::names));
        Optional<String> key =
                spelled.stream()
                        .filter(name -> Key.variable(name).equals(rest))
                        .findFirst()
                        .or(() -> inOpenSection(rest))
                        .or(() -> ofNew(rest))
                        .or(() -> passedOn(rest));
        if (key.isEmpty() && !exempt.contains(variable)) {
            reportUnknown(variable, rest, spelled);
        }
        return key;
    }

    /**
     * A header or a range that the file does not have, of an endpoint that it has. Headers' names have dashes and no
     * case, fields' names have underscores. A new alias cannot be given so: models' names have anything.
     */
    private Optional<String> inOpenSection(String rest) {
        for (String endpoint : names(Keys.ENDPOINTS)) {
            String section = Keys.ENDPOINTS + "." + endpoint + ".";
            String headers = section + EndpointKeys.HEADERS;
            String ranges = section + EndpointKeys.RANGES;
            if (rest.startsWith(Key.variable(headers) + "_")) {
                String name = rest.substring(headers.length() + 1).toLowerCase(Locale.ROOT);
                return Optional.of(headers + "." + name.replace('_', '-'));
            }
            if (rest.startsWith(Key.variable(ranges) + "_")) {
                return Optional.of(
                        ranges
                                + "."
                                + rest.substring(ranges.length() + 1).toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    /** Names that the file has in a section. */
    private Set<String> names(String section) {
        return Values.names(fileKeys, section + ".");
    }

    private static Optional<String> ofNew(String rest) {
        return Keys.NAMED.stream()
                .flatMap(named -> ofNew(named.section(), named.keys(), rest).stream())
                .findFirst();
    }

    /**
     * Of an endpoint, a limit or a price that the file does not have. The longest key wins: CONNECT_TIMEOUT before TIMEOUT.
     */
    private static Optional<String> ofNew(String section, List<Key<?>> keys, String rest) {
        String prefix = Key.variable(section) + "_";
        return keys.stream()
                .map(Key::name)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .filter(name -> rest.startsWith(prefix))
                .filter(name -> rest.endsWith("_" + Key.variable(name)))
                .filter(name -> rest.length() > prefix.length() + name.length() + 1)
                .findFirst()
                .map(
                        name -> {
                            String named =
                                    rest.substring(
                                            prefix.length(), rest.length() - name.length() - 1);
                            return "%s.%s.%s"
                                    .formatted(
                                            section,
                                            named.toLowerCase(Locale.ROOT).replace('_', '-'),
                                            name);
                        });
    }

    private static Optional<String> passedOn(String rest) {
        return Keys.PASSED_ON.stream()
                .filter(section -> rest.startsWith(Key.variable(section) + "_"))
                .findFirst()
                .map(section -> section + "." + dotted(rest.substring(section.length() + 1)));
    }

    private static String dotted(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /**
     * Refuses a name within one of our sections. Any other may be somebody else's: Kubernetes sets SLUICE_PORT and
     * SLUICE_SERVICE_HOST where a service is called sluice. It is mentioned only where it looks like a slip.
     */
    private void reportUnknown(String variable, String rest, List<String> keys) {
        List<String> variables = keys.stream().map(key -> PREFIX + Key.variable(key)).toList();
        String message =
                "this environment variable sets no known key" + NearMatch.hint(variable, variables);
        boolean ours =
                Keys.names(section -> List.of("")).stream()
                        .filter(name -> name.contains("."))
                        .map(name -> name.substring(0, name.indexOf('.')))
                        .anyMatch(section -> rest.startsWith(Key.variable(section) + "_"));
        if (ours) {
            problems.add(variable, message);
        } else if (NearMatch.of(variable, variables).isPresent()) {
            problems.warn(variable, message);
        }
    }
}
