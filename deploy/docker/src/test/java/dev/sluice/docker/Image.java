package dev.sluice.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import java.util.List;
import java.util.Objects;

/**
 * What Docker knows of an image.
 *
 * @param bytes size of all its layers, unpacked
 * @param layers digests of its layers, the lowest first
 */
record Image(long bytes, List<String> layers) {
    static Image inspect(String name) {
        InspectImageResponse image = ComposeStack.docker().inspectImageCmd(name).exec();
        return new Image(
                Objects.requireNonNull(image.getSize()),
                List.copyOf(
                        Objects.requireNonNull(
                                Objects.requireNonNull(image.getRootFS()).getLayers())));
    }
}
