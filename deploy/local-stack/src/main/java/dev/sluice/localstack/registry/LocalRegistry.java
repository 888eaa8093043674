package dev.sluice.localstack.registry;

import dev.sluice.localstack.FolderLock;
import dev.sluice.localstack.Folders;
import dev.sluice.localstack.PortFile;
import dev.sluice.localstack.Ports;
import dev.sluice.localstack.process.ChildJvm;
import dev.sluice.localstack.process.ChildJvmSpec;
import dev.sluice.localstack.process.GuardedMain;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Apicurio Registry in a child process, until it is closed or this process ends, however it ends.
 *
 * <p>Schemas are checked for BACKWARD compatibility, Confluent's default, unless a subject says otherwise.
 */
public final class LocalRegistry implements AutoCloseable {

    /** Ready in seconds rather than fast for days: one compiler, one collector thread. */
    private static final List<String> JVM =
            List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    private final ChildJvm child;
    private final URI base;
    private final Runnable afterwards;

    private LocalRegistry(ChildJvm child, URI base, Runnable afterwards) {
        this.child = child;
        this.base = base;
        this.afterwards = afterwards;
    }

    /**
     * Starts a registry, and returns when it answers.
     *
     * @throws IllegalStateException if the folder is in use, the distribution is not found, or the registry ends or is not
     *     ready in time; the message names its log
     * @throws java.io.UncheckedIOException if the wanted port is taken
     */
    public static LocalRegistry start(RegistryOptions options) {
        return start(options, () -> {});
    }

    /** Starts a registry on a fresh temporary folder that is deleted when the registry is closed. */
    public static LocalRegistry temporary() {
        Path folder = Folders.temporary("sluice-registry-");
        return start(RegistryOptions.in(folder), () -> Folders.delete(folder));
    }

    private static LocalRegistry start(RegistryOptions options, Runnable afterwards) {
        Path runner = RegistryHome.runner();
        Path folder = Folders.create(options.folder()).toAbsolutePath();
        FolderLock lock = FolderLock.take(folder);
        try {
            Path database = folder.resolve("database.lock");
            awaitOrphan(database);
            int port = new PortFile(folder.resolve("registry.port")).choose(options.port());
            Path log = folder.resolve("registry.log");
            URI base = URI.create("http://" + Ports.LOOPBACK + ":" + port);
            ChildJvm child =
                    ChildJvm.start(
                            new ChildJvmSpec(
                                    RegistryHome.MAIN_CLASS,
                                    List.of(runner.toString()),
                                    jvmArguments(folder, database, port, options.properties()),
                                    List.of(),
                                    log));
            LocalRegistry registry =
                    new LocalRegistry(
                            child,
                            base,
                            () -> {
                                lock.close();
                                afterwards.run();
                            });
            new Readiness(child, base.resolve("/health/ready"), log).await(options.startTimeout());
            return registry;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** A registry whose parent was killed a moment ago may still be on its way out, and holds the port and the database. */
    private static void awaitOrphan(Path database) {
        FolderLock.await(database).close();
    }

    private static List<String> jvmArguments(
            Path folder, Path database, int port, Map<String, String> overrides) {
        Map<String, String> properties = new HashMap<>();
        properties.put("quarkus.http.host", Ports.LOOPBACK);
        properties.put("quarkus.http.port", Integer.toString(port));
        // No write delay: an id that a client has seen must survive a kill -9 of the registry, too.
        properties.put(
                "quarkus.datasource.jdbc.url",
                "jdbc:h2:file:" + folder.resolve("registry") + ";WRITE_DELAY=0");
        properties.put("quarkus.datasource.jdbc.initial-size", "2");
        properties.put("quarkus.datasource.jdbc.min-size", "2");
        properties.put("registry.rules.global.compatibility", "BACKWARD");
        properties.put(GuardedMain.LOCK_PROPERTY, database.toString());
        properties.putAll(overrides);
        List<String> arguments = new ArrayList<>(JVM);
        properties.forEach((name, value) -> arguments.add("-D" + name + "=" + value));
        return arguments;
    }

    /** The base address of Confluent's API, for {@code schema.registry.url}. */
    public String url() {
        return base.resolve("/apis/ccompat/v7").toString();
    }

    /** The process that serves, for who must see it die. */
    public long pid() {
        return child.pid();
    }

    /** Stops the registry in good order; its data stays. Closing twice is closing once. */
    @Override
    public void close() {
        if (child.isAlive()) {
            child.close();
        }
        afterwards.run();
    }
}
