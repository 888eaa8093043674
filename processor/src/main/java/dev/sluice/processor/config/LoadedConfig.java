package dev.sluice.processor.config;

import java.util.List;

/**
 * A configuration that can be used, and what looks doubtful in it.
 *
 * @param config the configuration
 * @param warnings doubtful settings that are passed on as they are, such as a name that no Kafka client knows
 */
public record LoadedConfig(SluiceConfig config, List<Problem> warnings) {
    /** Keeps its own copy of the warnings. */
    public LoadedConfig {
        warnings = List.copyOf(warnings);
    }
}
