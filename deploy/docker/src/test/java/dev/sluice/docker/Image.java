package dev.sluice.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.HealthCheck;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What Docker knows of an image.
 *
 * @param bytes size of all its layers, unpacked
 * @param layers digests of its layers, the lowest first
 * @param healthCheck the command for a shell that tells whether a container of it is healthy; empty: there is none
 */
record Image(long bytes, List<String> layers, String healthCheck) {
    static Image inspect(String name) {
        InspectImageResponse image = ComposeStack.docker().inspectImageCmd(name).exec();
        return new Image(
                Objects.requireNonNull(image.getSize()),
                List.copyOf(
                        Objects.requireNonNull(
                                Objects.requireNonNull(image.getRootFS()).getLayers())),
                Optional.ofNullable(image.getConfig())
                        .map(ContainerConfig::getHealthcheck)
                        .map(HealthCheck::getTest)
                        // The first word says that a shell is to run it.
                        .map(test -> String.join(" ", test.subList(1, test.size())))
                        .orElse(""));
    }
}
