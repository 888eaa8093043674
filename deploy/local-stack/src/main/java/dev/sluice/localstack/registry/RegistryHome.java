package dev.sluice.localstack.registry;

import dev.sluice.localstack.process.ChildJvmSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the registry's distribution lies unpacked.
 *
 * <p>The system property {@value #PROPERTY} says so. Without it the folders above this module's jar or classes are tried one by
 * one for {@code apicurio} (an installation) and {@code deploy/local-stack/target/apicurio} (the source tree, where the build
 * unpacks it).
 */
final class RegistryHome {

    /** The main class of the runner jar, as its manifest says. */
    static final String MAIN_CLASS = "io.quarkus.runner.GeneratedMain";

    static final String PROPERTY = "sluice.registry.home";

    private static final List<String> PLACES =
            List.of(
                    "apicurio",
                    "local-stack/target/apicurio",
                    "deploy/local-stack/target/apicurio");

    private RegistryHome() {}

    /**
     * The jar that runs the registry.
     *
     * @throws IllegalStateException if there is none, naming the property to set
     */
    static Path runner() {
        return runner(
                Optional.ofNullable(System.getProperty(PROPERTY)).map(Path::of),
                ChildJvmSpec.own());
    }

    static Path runner(Optional<Path> configured, Path own) {
        List<Path> candidates = configured.map(List::of).orElseGet(() -> candidates(own));
        return candidates.stream()
                .flatMap(folder -> runnerIn(folder).stream())
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "No Apicurio Registry (apicurio-registry-app-*-runner.jar) in "
                                                + candidates
                                                + ": build deploy/local-stack, or set the system property "
                                                + PROPERTY
                                                + " to the folder of the unpacked distribution"));
    }

    private static List<Path> candidates(Path own) {
        List<Path> candidates = new ArrayList<>();
        Stream.iterate(own.getParent(), above -> above != null, Path::getParent)
                .forEach(above -> PLACES.forEach(place -> candidates.add(above.resolve(place))));
        return candidates;
    }

    private static Optional<Path> runnerIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(folder, "apicurio-registry-app-*-runner.jar")) {
            Iterator<Path> found = jars.iterator();
            return found.hasNext() ? Optional.of(found.next()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the folder " + folder, e);
        }
    }
}
