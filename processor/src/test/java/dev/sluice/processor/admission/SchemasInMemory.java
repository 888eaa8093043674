package dev.sluice.processor.admission;

import dev.sluice.schemas.RegistryUnavailableException;
import dev.sluice.schemas.UnknownSchemaException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;

/** A registry in memory, which can be down. */
final class SchemasInMemory implements SchemaResolver.Source {
    private final Map<Integer, Schema> registered = new ConcurrentHashMap<>();
    private final Set<Integer> fetched = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean down;

    void register(int id, Schema schema) {
        registered.put(id, schema);
    }

    void down(boolean value) {
        down = value;
    }

    /** How often somebody asked for a schema over the network. */
    int asked() {
        return asked.get();
    }

    @Override
    public Optional<Schema> cached(int id) {
        return fetched.contains(id) ? Optional.ofNullable(registered.get(id)) : Optional.empty();
    }

    @Override
    public Schema fetch(int id) throws RegistryUnavailableException, UnknownSchemaException {
        asked.incrementAndGet();
        if (down) {
            throw new RegistryUnavailableException("schema.registry.url", "down");
        }
        Schema schema = registered.get(id);
        if (schema == null) {
            throw new UnknownSchemaException("no schema " + id);
        }
        fetched.add(id);
        return schema;
    }
}
