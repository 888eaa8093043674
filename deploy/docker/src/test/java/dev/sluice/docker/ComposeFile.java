package dev.sluice.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * {@code docker-compose.yml} as it is written.
 *
 * @param services keys and values of each service
 */
record ComposeFile(Map<String, Map<String, Object>> services) {
    /** The top of the project; tests run in their module's folder. */
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");

    static ComposeFile read() throws IOException {
        Map<String, Map<String, Map<String, Object>>> file =
                new Yaml(new SafeConstructor(new LoaderOptions()))
                        .load(Files.readString(ROOT.resolve("docker-compose.yml")));
        return new ComposeFile(file.getOrDefault("services", Map.of()));
    }

    /** Keys and values of a service; none where there is no such service. */
    Map<String, Object> service(String name) {
        return services.getOrDefault(name, Map.of());
    }

    /** The lines of a list of a service; none where it has no such list. */
    List<String> lines(String service, String key) {
        return Optional.ofNullable((List<?>) service(service).get(key)).orElse(List.of()).stream()
                .map(String::valueOf)
                .toList();
    }

    /** The environment of a service, as written. */
    Map<String, String> environment(String service) {
        return Optional.ofNullable((Map<?, ?>) service(service).get("environment"))
                .orElse(Map.of())
                .entrySet()
                .stream()
                .collect(
                        Collectors.toMap(
                                e -> String.valueOf(e.getKey()),
                                e -> String.valueOf(e.getValue())));
    }

    /** What a value is where no variable is set. */
    static String withDefaults(String value) {
        return VARIABLE.matcher(value)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1)));
    }
}
