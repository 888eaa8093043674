package dev.sluice.processor.limit;

import java.util.Optional;

/** Whose requests a limit counts together. */
public sealed interface Scope {
    /** Stands for every tenant that has no rule of its own with the same shape. Each has a bucket to itself. */
    String EACH = "*";

    /**
     * All that goes to an endpoint.
     *
     * @param name the endpoint's
     */
    record Endpoint(String name) implements Scope {
        @Override
        public String owner() {
            return name;
        }
    }

    /**
     * What goes to an endpoint for a model.
     *
     * @param endpoint its name
     * @param model as it is sent
     */
    record EndpointModel(String endpoint, String model) implements Scope {
        @Override
        public String owner() {
            return endpoint;
        }

        @Override
        public Optional<String> onlyModel() {
            return Optional.of(model);
        }
    }

    /**
     * All that a tenant asks for.
     *
     * @param name the tenant's, or {@link #EACH}
     */
    record Tenant(String name) implements Scope {
        @Override
        public String owner() {
            return name;
        }

        @Override
        public boolean isEach() {
            return name.equals(EACH);
        }

        @Override
        public Scope each() {
            return new Tenant(EACH);
        }
    }

    /**
     * What a tenant asks of a model.
     *
     * @param tenant its name, or {@link #EACH}
     * @param model as it is asked for
     */
    record TenantModel(String tenant, String model) implements Scope {
        @Override
        public String owner() {
            return tenant;
        }

        @Override
        public Optional<String> onlyModel() {
            return Optional.of(model);
        }

        @Override
        public boolean isEach() {
            return tenant.equals(EACH);
        }

        @Override
        public Scope each() {
            return new TenantModel(EACH, model);
        }
    }

    /** Its endpoint or tenant. */
    String owner();

    /** Its model, if it has one. */
    default Optional<String> onlyModel() {
        return Optional.empty();
    }

    /** Whether it stands for each tenant. */
    default boolean isEach() {
        return false;
    }

    /** The scope whose rule counts where this one has none of its own. */
    default Scope each() {
        return this;
    }
}
