package dev.sluice.localstack.registry;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;

/** A process that holds a registry, for a test to kill. */
public final class RegistryHolder {

    private RegistryHolder() {}

    /** Starts a registry in folder {@code args[0]}, writes its pid to file {@code args[1]}, and stays. */
    public static void main(String[] args) throws Exception {
        try (LocalRegistry registry = LocalRegistry.start(RegistryOptions.in(Path.of(args[0])))) {
            Path written =
                    Files.writeString(Path.of(args[1] + ".part"), Long.toString(registry.pid()));
            Files.move(written, Path.of(args[1]), StandardCopyOption.ATOMIC_MOVE);
            new CountDownLatch(1).await();
        }
    }
}
