package dev.sluice.processor.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the configuration. Strict: whatever is unknown, misspelt, missing, out of range or given twice is a problem, and
 * all problems are found at once.
 *
 * <p>A value comes from the environment variable {@code SLUICE_} and the key in upper case with underscores, else from the file, else from the default. <code>${NAME}</code>
 * and <code>${NAME:default}</code> in the file stand for environment variables, {@code $$} for a dollar.
 */
public final class ConfigLoader {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigLoader.class);

    private ConfigLoader() {}

    /**
     * Loads a file and logs what is doubtful in it.
     *
     * @param yaml the file, UTF-8
     * @param environment the environment variables
     * @return the configuration
     * @throws ConfigException if there is any problem; it holds all of them
     */
    public static SluiceConfig load(Path yaml, Map<String, String> environment) {
        LoadedConfig loaded = read(yaml, environment);
        loaded.warnings().forEach(warning -> LOG.warn("Configuration: {}", warning));
        return loaded.config();
    }

    /**
     * Loads a file.
     *
     * @param yaml the file, UTF-8
     * @param environment the environment variables
     * @return the configuration, and what is doubtful in it
     * @throws ConfigException if there is any problem; it holds all of them
     */
    public static LoadedConfig read(Path yaml, Map<String, String> environment) {
        Problems problems = new Problems();
        Optional<Map<String, Given>> file = YamlFile.read(yaml, problems);
        if (file.isEmpty()) {
            // Nothing else can be said of a file that cannot be read.
            problems.throwIfAny();
        }
        Values values = values(file.orElseThrow(), environment, problems);
        UnknownKeys.check(values, problems);
        SluiceConfig config = config(values, problems);
        CrossChecks.check(config, problems);
        problems.throwIfAny();
        return new LoadedConfig(config, problems.warnings());
    }

    private static Values values(
            Map<String, Given> file, Map<String, String> environment, Problems problems) {
        Expansion expansion = new Expansion(environment, problems);
        Map<String, Given> overrides =
                new EnvironmentOverrides(file.keySet(), expansion.references(file), problems)
                        .find(environment);
        // What is overridden may refer to variables that are not set.
        Map<String, Given> rest = new LinkedHashMap<>(file);
        rest.keySet().removeAll(overrides.keySet());
        return new Values(expansion.expand(rest), overrides, problems);
    }

    private static SluiceConfig config(Values values, Problems problems) {
        Sections sections = new Sections(values);
        PassedOn passedOn = new PassedOn(values, problems);
        return new SluiceConfig(
                values.get(Keys.APPLICATION_ID),
                passedOn.kafka(),
                passedOn.schemaRegistry(),
                sections.topics(),
                new Endpoints(values, problems, Profiles.load()).read(),
                new Limits(values, problems).read(),
                new Prices(values, problems).read(values.names(Keys.ENDPOINTS)),
                sections.usage(),
                sections.admission(),
                sections.pending(),
                sections.dispatch(),
                sections.scheduling(),
                sections.streams(passedOn),
                sections.admin(),
                sections.metrics(),
                sections.logging());
    }
}
