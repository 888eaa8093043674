package dev.sluice.processor.support;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the process's one {@link Backbone} to tests that take it as a parameter. */
public final class BackboneExtension implements ParameterResolver {
    /** Not kept by JUnit: where several processes share the tests, each class is a run of its own to it. */
    private static final class OfThisProcess {
        private static final Backbone BACKBONE = start();

        private static Backbone start() {
            Backbone backbone = Backbone.start();
            Runtime.getRuntime().addShutdownHook(new Thread(backbone::close, "backbone-stop"));
            return backbone;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Backbone.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return OfThisProcess.BACKBONE;
    }
}
