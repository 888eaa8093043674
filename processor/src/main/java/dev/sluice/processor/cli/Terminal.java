package dev.sluice.processor.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The writers of a command that runs. */
public final class Terminal {
    private Terminal() {}

    /** Whether a person watches: there is a console, and it is a terminal. */
    static boolean isThere() {
        return Optional.ofNullable(System.console()).filter(Terminal::isTerminal).isPresent();
    }

    /** From Java 22 on there may be a console without a terminal; before, no method tells. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException beforeJava22) {
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Console.isTerminal() is public and never fails", e);
        }
    }

    /** Standard output. */
    public static PrintWriter out(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec, "The command is run by picocli").commandLine().getOut();
    }

    /** Standard error. */
    public static PrintWriter err(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec, "The command is run by picocli").commandLine().getErr();
    }
}
