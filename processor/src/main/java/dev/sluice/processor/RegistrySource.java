package dev.sluice.processor;

import dev.sluice.processor.admission.SchemaResolver;
import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.schemas.RegistryUnavailableException;
import dev.sluice.schemas.Schemas;
import dev.sluice.schemas.UnknownSchemaException;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Where admission gets schemas.
 *
 * @param schemas the registry's client
 */
record RegistrySource(Schemas schemas) implements SchemaResolver.Source {
    /**
     * The client of the configured registry.
     *
     * @throws ConfigException if it cannot be made of what is configured
     */
    static Schemas connect(SluiceConfig config) {
        try {
            return Schemas.connect(config.schemaRegistry());
        } catch (org.apache.kafka.common.config.ConfigException e) {
            throw new ConfigException(
                    List.of(new Problem("schema.registry", String.valueOf(e.getMessage()))));
        }
    }

    @Override
    public Optional<Schema> cached(int id) {
        return schemas.cached(id);
    }

    @Override
    public Schema fetch(int id) throws RegistryUnavailableException, UnknownSchemaException {
        return schemas.fetch(id);
    }
}
