package dev.sluice.processor.share;

import dev.sluice.processor.limit.Counted;
import dev.sluice.processor.limit.Scope;

/** What is counted, as it stands in the log. */
final class Counts {
    private Counts() {}

    static ShareCount of(Counted counted) {
        Scope scope = counted.scope();
        return new ShareCount(
                scope instanceof Scope.Tenant || scope instanceof Scope.TenantModel,
                scope.owner(),
                scope.onlyModel().orElse(null),
                counted.dimension().label());
    }
}
