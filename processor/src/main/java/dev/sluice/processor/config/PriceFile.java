package dev.sluice.processor.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the prices of a file that has a section of prices, as a configuration has it, and whatever else. */
public final class PriceFile {
    private static final String SECTION = Keys.PRICES + ".";

    private PriceFile() {}

    /**
     * The prices, by the rules of the configuration. Environment variables count where the file refers to them.
     *
     * @param yaml the file, UTF-8
     * @param endpoints names of the endpoints that there are
     * @throws ConfigException if there is any problem, or no price; it holds all of them
     */
    public static List<PriceConfig> read(
            Path yaml, Map<String, String> environment, Set<String> endpoints) {
        Problems problems = new Problems();
        Optional<Map<String, Given>> file = YamlFile.read(yaml, problems);
        if (file.isEmpty()) {
            problems.throwIfAny();
        }
        Map<String, Given> given = new LinkedHashMap<>(file.orElseThrow());
        given.keySet().removeIf(key -> !key.startsWith(SECTION));
        if (given.isEmpty()) {
            problems.add(yaml.toString(), "has no section " + Keys.PRICES);
        }
        Values values =
                new Values(new Expansion(environment, problems).expand(given), Map.of(), problems);
        UnknownKeys.check(values, problems);
        List<PriceConfig> prices =
                List.copyOf(new Prices(values, problems).read(endpoints).values());
        problems.throwIfAny();
        return prices;
    }
}
