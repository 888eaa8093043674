package dev.sluice.localstack.process;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a {@link ChildJvm} runs.
 *
 * @param mainClass fully qualified name of the class with the main method
 * @param classPath where that class and what it needs is found
 * @param jvmArguments for the JVM, such as {@code -Xmx512m}
 * @param arguments for the main method
 * @param log file that gets both outputs, appended
 */
public record ChildJvmSpec(
        String mainClass,
        List<String> classPath,
        List<String> jvmArguments,
        List<String> arguments,
        Path log) {

    /** Copies the lists. */
    public ChildJvmSpec {
        classPath = List.copyOf(classPath);
        jvmArguments = List.copyOf(jvmArguments);
        arguments = List.copyOf(arguments);
    }

    /** A main class on this JVM's own class path. */
    public static ChildJvmSpec ofOwnClassPath(
            Class<?> mainClass, List<String> jvmArguments, List<String> arguments, Path log) {
        return new ChildJvmSpec(
                mainClass.getName(),
                List.of(System.getProperty("java.class.path")),
                jvmArguments,
                arguments,
                log);
    }

    List<String> commandLine() {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(jvmArguments);
        line.add("-cp");
        line.add(own() + File.pathSeparator + String.join(File.pathSeparator, classPath));
        line.add(GuardedMain.class.getName());
        line.add(mainClass);
        line.addAll(arguments);
        return line;
    }

    /** The jar or folder that this module was loaded from. */
    public static Path own() {
        CodeSource source =
                Objects.requireNonNull(GuardedMain.class.getProtectionDomain().getCodeSource());
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Not a file: " + source.getLocation(), e);
        }
    }
}
