package dev.sluice.processor.schedule;

import dev.sluice.processor.limit.Limit;
import dev.sluice.processor.limit.Scope;

/**
 * A limit that is reached.
 *
 * @param limit the limit
 */
record LimitBarrier(Limit limit) implements Barrier {
    @Override
    public Cause cause() {
        Scope scope = limit.scope();
        boolean ofTenant = scope instanceof Scope.Tenant || scope instanceof Scope.TenantModel;
        String owner = (ofTenant ? "tenant:" : "endpoint:") + scope.owner();
        return new Cause(
                scope.onlyModel().map(model -> owner + ",model:" + model).orElse(owner),
                limit.dimension().label());
    }
}
