package dev.sluice.processor.limit;

/** Endpoints or tenants. */
enum Kind {
    ENDPOINT {
        @Override
        Scope whole(String name) {
            return new Scope.Endpoint(name);
        }

        @Override
        Scope part(String name, String model) {
            return new Scope.EndpointModel(name, model);
        }
    },
    TENANT {
        @Override
        Scope whole(String name) {
            return new Scope.Tenant(name);
        }

        @Override
        Scope part(String name, String model) {
            return new Scope.TenantModel(name, model);
        }
    };

    abstract Scope whole(String name);

    abstract Scope part(String name, String model);

    /** Whether a scope is of this kind. */
    boolean has(Scope scope) {
        boolean ofEndpoint =
                scope instanceof Scope.Endpoint || scope instanceof Scope.EndpointModel;
        return ofEndpoint == (this == ENDPOINT);
    }
}
