package dev.sluice.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The table comes out; what is in it is for a machine that does nothing else. */
class BenchIT {
    @Test
    void aSmallScenarioIsMeasured() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                new CommandLine(new BenchCommand())
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(
                                "--requests=200",
                                "--latency=2",
                                "--in-flight=16",
                                "--warm-up=200",
                                "--rounds=1",
                                "--rate=200");

        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.startsWith("2 ms, 16 in flight, 200 requests"))
                .anyMatch(line -> line.strip().startsWith("plain"))
                .anyMatch(line -> line.strip().startsWith("ratio"));
    }

    @Test
    void halfAScenarioIsWrongUsage() {
        int code =
                new CommandLine(new BenchCommand())
                        .setErr(new PrintWriter(new StringWriter()))
                        .execute("--requests=200");

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    }
}
