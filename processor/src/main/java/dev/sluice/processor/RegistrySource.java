package dev.sluice.processor;

import dev.sluice.processor.admission.SchemaResolver;
import dev.sluice.schemas.RegistryUnavailableException;
import dev.sluice.schemas.Schemas;
import dev.sluice.schemas.UnknownSchemaException;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Where admission gets schemas.
 *
 * @param schemas the registry's client
 */
record RegistrySource(Schemas schemas) implements SchemaResolver.Source {
    @Override
    public Optional<Schema> cached(int id) {
        return schemas.cached(id);
    }

    @Override
    public Schema fetch(int id) throws RegistryUnavailableException, UnknownSchemaException {
        return schemas.fetch(id);
    }
}
