package dev.sluice.schemas;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The registry of a serializer: given, and then the giver's to close, or connected by configuration, and then ours. */
final class RegistryHandle {
    private final boolean given;
    private @Nullable Schemas schemas;

    RegistryHandle(@Nullable Schemas schemas) {
        this.given = schemas != null;
        this.schemas = schemas;
    }

    void configure(Map<String, ?> configs) {
        if (!given) {
            close();
            schemas = Schemas.connect(configs);
        }
    }

    Schemas schemas() {
        if (schemas == null) {
            throw new IllegalStateException("configure() has to come first");
        }
        return schemas;
    }

    void close() {
        if (!given && schemas != null) {
            schemas.close();
            schemas = null;
        }
    }
}
