package dev.sluice.processor.cli.billing;

import dev.sluice.processor.cli.CliException;
import dev.sluice.processor.cli.ConfigOption;
import dev.sluice.processor.cli.ExitCodes;
import dev.sluice.processor.cli.Terminal;
import dev.sluice.processor.cli.TimeOptions;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.schemas.Schemas;
import dev.sluice.v1.ChatRequest;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes failed requests again. */
@Command(
        name = "replay",
        description = {
            "Publishes the requests of failures as new requests, once each. Without --execute it only says what it would do.",
            "--from and --to go by when a failure was published."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A failure that was replayed is known by a header of its request: as far back as the request topic reaches.",
            "Of several replays for one application-id at the same time, the one that was started last goes on.",
            "Exit code 0: all that was chosen is published, or would be; 1: some of it cannot be read; 2: wrong usage or",
            "configuration, or not all could be published."
        })
public final class ReplayCommand implements Callable<Integer> {
    @Mixin private ConfigOption config = new ConfigOption();

    @Option(
            names = "--reason",
            paramLabel = "REASONS",
            description =
                    "Only failures for these reasons, separated by commas. Default: all but DUPLICATE and CANCELLED.")
    private @Nullable String reasons;

    @Option(names = "--tenant", paramLabel = "NAME", description = "Only this tenant's.")
    private @Nullable String tenant;

    @Mixin private SpanOptions span = new SpanOptions();

    @Option(
            names = "--deadline",
            description =
                    "When the requests are of no use any more: 2h, or a time in ISO 8601. Default: their own, unless it is over.")
    private @Nullable String deadline;

    @Option(names = "--execute", description = "Publish them.")
    private boolean execute;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = Terminal.err(spec);
        try {
            SluiceConfig known = config.read();
            Instant now = Instant.now();
            ReplayChoice choice =
                    new ReplayChoice(
                            reasons == null ? ReplayChoice.usual() : ReplayChoice.parse(reasons),
                            Optional.ofNullable(tenant),
                            span.from(),
                            span.to());
            Replay replay =
                    new Replay(
                            known.topics().requests(),
                            now,
                            Optional.ofNullable(deadline)
                                    .map(text -> TimeOptions.deadline(text, now)));
            List<String> complaints = new ArrayList<>();
            try (Schemas schemas = Schemas.connect(known.schemaRegistry())) {
                ReplayRun run = new ReplayRun(known, schemas, choice, replay);
                ReplaySummary summary =
                        execute ? execute(run, known, schemas, complaints) : dry(run, complaints);
                report(summary, known, err);
                complaints.forEach(err::println);
                return summary.notReplayable() == 0 && complaints.isEmpty()
                        ? ExitCodes.OK
                        : ExitCodes.SOME_FAILED;
            }
        } catch (CliException e) {
            err.println(e.getMessage());
            return ExitCodes.USAGE;
        }
    }

    /** The producer is opened first: only then is all that an earlier replay did certain. */
    private static ReplaySummary execute(
            ReplayRun run, SluiceConfig known, Schemas schemas, List<String> complaints)
            throws InterruptedException {
        try (ReplayProducer producer = ReplayProducer.open(known, schemas)) {
            return run.run(producer, complaints);
        }
    }

    private static ReplaySummary dry(ReplayRun run, List<String> complaints)
            throws InterruptedException {
        return run.run(
                new ReplayTarget() {
                    @Override
                    public void accept(ProducerRecord<byte[], ChatRequest> request) {}

                    @Override
                    public void finish() {}
                },
                complaints);
    }

    private void report(ReplaySummary summary, SluiceConfig known, PrintWriter err) {
        Terminal.out(spec).print(summary.render());
        Terminal.out(spec).flush();
        if (summary.earlier() > 0) {
            err.printf("%d more were replayed before.%n", summary.earlier());
        }
        if (summary.notReplayable() > 0) {
            err.printf(
                    "%d more cannot be replayed: their requests could not be read.%n",
                    summary.notReplayable());
        }
        err.printf(
                execute
                        ? "%d requests are published on %s.%n"
                        : "%d requests would be published on %s. Nothing was: --execute publishes them.%n",
                summary.total(),
                known.topics().requests());
    }
}
