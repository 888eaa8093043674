package dev.sluice.processor.e2e.canary;

import dev.sluice.processor.cli.CheckCommand;
import dev.sluice.processor.cli.CollectCommand;
import dev.sluice.processor.cli.LimitsCommand;
import dev.sluice.processor.cli.SubmitCommand;
import dev.sluice.processor.cli.billing.ReplayCommand;
import dev.sluice.processor.cli.billing.UsageCommand;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Runs commands one after another: a virtual machine for each would take most of the time. */
public final class CommandsMain {
    private static final String BATCH = "birds";

    private CommandsMain() {}

    /** Takes a configuration, a file of lines and a file for answers. */
    public static void main(String[] args) {
        String config = args[0];
        run(config, "submit", new SubmitCommand(), args[1], "--batch", BATCH);
        run(config, "check", new CheckCommand());
        run(config, "limits", new LimitsCommand());
        run(config, "usage", new UsageCommand());
        run(config, "replay", new ReplayCommand());
        run(config, "collect", new CollectCommand(), "--batch", BATCH, "--output", args[2]);
    }

    private static void run(String config, String name, Object command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--config");
        all.add(config);
        System.out.println("# " + name);
        int code = new CommandLine(command).execute(all.toArray(String[]::new));
        System.out.println("# ended with " + code);
    }
}
