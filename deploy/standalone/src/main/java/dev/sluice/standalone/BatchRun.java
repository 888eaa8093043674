package dev.sluice.standalone;

import dev.sluice.processor.cli.BatchOptions;
import dev.sluice.processor.cli.BatchSubmitter;
import dev.sluice.processor.cli.Cluster;
import dev.sluice.processor.cli.CollectSummary;
import dev.sluice.processor.cli.ProgressPrinter;
import dev.sluice.processor.cli.SubmitSummary;
import dev.sluice.processor.cli.UsageTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Sends one file through a stack that runs. What an earlier run did is not done again. */
final class BatchRun {
    private final Cluster cluster;
    private final PrintWriter out;
    private final PrintWriter err;

    BatchRun(Cluster cluster, PrintWriter out, PrintWriter err) {
        this.cluster = cluster;
        this.out = out;
        this.err = err;
    }

    /**
     * Does what is left to do for the file.
     *
     * @param note where the batch is noted down
     * @param begun how far it is
     * @param resumed whether an earlier run began it
     * @param totals what else has to be written before the file is finished
     * @return whether all valid requests were sent and completed, each once
     */
    boolean execute(
            Path file, Path note, Batch begun, boolean resumed, Results results, Totals totals)
            throws IOException, InterruptedException {
        boolean sentAll = true;
        Batch batch = begun;
        if (batch.stage() == Batch.Stage.SUBMITTING) {
            SubmitSummary sent = submit(file, batch, resumed);
            sentAll = sent.undelivered() == 0 && sent.gaveUp().isEmpty();
            if (sent.submitted() + sent.alreadyThere() == 0) {
                err.println("The file has no request that could be sent.");
                return false;
            }
            if (sentAll) {
                batch = batch.at(Batch.Stage.SUBMITTED);
                batch.write(note);
            }
        }
        CollectSummary collected = collect(batch, results);
        // Before it is noted down as finished: the same command would send the file anew.
        totals.write();
        if (sentAll) {
            batch.at(Batch.Stage.FINISHED).write(note);
        }
        return sentAll
                && collected.complete()
                && collected.failed() == 0
                && collected.duplicates() == 0;
    }

    private SubmitSummary submit(Path file, Batch batch, boolean resumed)
            throws IOException, InterruptedException {
        BatchOptions fresh = BatchOptions.fresh();
        BatchOptions options =
                new BatchOptions(
                        batch.id(), fresh.tenant(), fresh.priority(), fresh.deadline(), resumed);
        SubmitSummary summary;
        try (ProgressPrinter progress = ProgressPrinter.to(err, "submitted")) {
            summary = new BatchSubmitter(cluster, this::badLine, progress).submit(file, options);
        }
        err.printf(
                "%d submitted, %d already there, %d bad lines, %d not delivered%n",
                summary.submitted(),
                summary.alreadyThere(),
                summary.badLines(),
                summary.undelivered());
        summary.gaveUp().ifPresent(reason -> err.println("Gave up: " + reason));
        return summary;
    }

    private void badLine(long line, String reason) {
        err.println("line " + line + ": " + reason);
    }

    private CollectSummary collect(Batch batch, Results results)
            throws IOException, InterruptedException {
        UsageTable usage = new UsageTable();
        CollectSummary summary;
        try (ProgressPrinter progress = ProgressPrinter.to(err, "answered")) {
            summary = results.collect(cluster, batch.id(), usage, progress, err::println);
        }
        out.println();
        out.print(usage.render());
        out.println();
        out.printf("%d completed  %s%n", summary.completed(), results.output());
        if (summary.failed() > 0) {
            out.printf("%d failed     %s%n", summary.failed(), results.errors());
        }
        out.flush();
        return summary;
    }
}
