package dev.sluice.processor.cli;

import dev.sluice.processor.config.LimitDraft;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets a limit. */
@Command(
        name = "set",
        description = {
            "Sets a limit for all running instances, and for those that start later.",
            "It takes the place of the whole limit of that name, or adds one."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code 0: it is set; 2: it breaks a rule, or could not be published."})
final class LimitsSetCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The limit's name.")
    private String name = "";

    @Mixin private ConfigOption config = new ConfigOption();

    @Option(
            names = "--endpoint",
            paramLabel = "NAME",
            description = "Counts what goes to this endpoint. This or --tenant.")
    private @Nullable String endpoint;

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            description =
                    "Counts what this tenant asks for; *: what each one does that has no limit of its own.")
    private @Nullable String tenant;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Counts requests for this model alone.")
    private @Nullable String model;

    @Option(names = "--rpm", paramLabel = "N", description = "Requests in any minute.")
    private @Nullable Long requestsPerMinute;

    @Option(names = "--tpm", paramLabel = "N", description = "Tokens in any minute.")
    private @Nullable Long tokensPerMinute;

    @Option(names = "--tpd", paramLabel = "N", description = "Tokens in a day of UTC.")
    private @Nullable Long tokensPerDay;

    @Option(names = "--concurrent", paramLabel = "N", description = "Calls at the same time.")
    private @Nullable Long concurrent;

    @Option(
            names = "--burst",
            paramLabel = "N",
            defaultValue = "1",
            description = "Requests that may go at once after a pause. Default: ${DEFAULT-VALUE}.")
    private int burst = 1;

    @Option(names = "--shadow", description = "Holds nothing back, and counts what it would have.")
    private boolean shadow;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try {
            LimitDraft draft =
                    new LimitDraft(
                            Optional.ofNullable(endpoint),
                            Optional.ofNullable(tenant),
                            Optional.ofNullable(model),
                            Optional.ofNullable(requestsPerMinute),
                            Optional.ofNullable(tokensPerMinute),
                            Optional.ofNullable(tokensPerDay),
                            Optional.ofNullable(concurrent),
                            burst,
                            shadow);
            Terminal.out(spec)
                    .println(
                            new LimitPublisher(config.read())
                                    .set(name, draft)
                                    .map(Object::toString)
                                    .orElse("Limit " + name + " is that already"));
            return ExitCodes.OK;
        } catch (CliException e) {
            Terminal.err(spec).println(e.getMessage());
            return ExitCodes.USAGE;
        }
    }
}
