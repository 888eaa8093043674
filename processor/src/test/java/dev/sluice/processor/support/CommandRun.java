package dev.sluice.processor.support;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * What a command came to that was run in this process.
 *
 * @param code its exit code
 * @param out what it wrote for others to read
 * @param err what it told of itself
 */
public record CommandRun(int code, String out, String err) {

    /** Runs it with these arguments. */
    public static CommandRun of(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                new CommandLine(command)
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(arguments);
        return new CommandRun(code, out.toString(), err.toString());
    }

    /** Runs it with the configuration in this file. */
    public static CommandRun with(String config, Object command, String... arguments) {
        return of(
                command,
                Stream.concat(Stream.of(arguments), Stream.of("--config", config))
                        .toArray(String[]::new));
    }
}
