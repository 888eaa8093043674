package dev.sluice.standalone;

import dev.sluice.localstack.FolderLock;
import dev.sluice.processor.cli.BatchOptions;
import dev.sluice.processor.cli.CliException;
import dev.sluice.processor.cli.Cluster;
import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.schemas.SchemaRejectedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The run of one file, from an empty or a kept data folder to the results. */
final class Run {
    private static final int OK = 0;
    private static final int INCOMPLETE = 1;
    private static final int UNUSABLE = 2;

    private final RunOptions options;
    private final DataFolder data;
    private final PrintWriter out;
    private final PrintWriter err;

    Run(RunOptions options, PrintWriter out, PrintWriter err) {
        this.options = options;
        this.data = options.data();
        this.out = out;
        this.err = err;
    }

    /** Does all of it, and says what went wrong in plain words. */
    int execute() throws InterruptedException {
        if (options.file().filter(file -> !Files.isReadable(file)).isPresent()) {
            err.println("Cannot read " + options.file().orElseThrow());
            return UNUSABLE;
        }
        try {
            data.create();
            try (Parts held = new Parts()) {
                held.add(FolderLock.take(data.path())::close);
                Logs.writeTo(data.log());
                return run();
            }
        } catch (ConfigException e) {
            e.problems().forEach(err::println);
        } catch (CliException | SchemaRejectedException | IllegalStateException e) {
            err.println(e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            err.println(e.getMessage() == null ? e.toString() : e.getMessage());
        }
        err.println("The log is " + data.log());
        return UNUSABLE;
    }

    private int run() throws IOException, InterruptedException, SchemaRejectedException {
        Path file = Input.locate(options.file(), data);
        BatchNotes notes = new BatchNotes(data.batches());
        Path note = notes.of(file);
        boolean resumed = notes.isUnfinished(note);
        if (resumed) {
            err.println("Going on with what is in " + data.path());
        }
        boolean complete;
        try (Stack stack =
                Stack.start(
                        data,
                        options.endpoint(),
                        options.sections(),
                        Input.models(file),
                        err::println)) {
            Batch batch = notes.resume(note, () -> BatchOptions.fresh().batchId());
            complete =
                    new BatchRun(Cluster.of(stack.config()), out, err)
                            .execute(
                                    file,
                                    note,
                                    batch,
                                    resumed,
                                    new Results(options.output(), options.errors()),
                                    totals(stack.config()));
            if (options.keepUp()) {
                stayUp(stack);
            }
        }
        if (!options.keepData() && notes.allFinished()) {
            data.delete();
        }
        return complete ? OK : INCOMPLETE;
    }

    private Totals totals(SluiceConfig config) {
        return options.usage()
                .<Totals>map(file -> new UsageFile(file, config, out, err))
                .orElse(Totals.NONE);
    }

    private void stayUp(Stack stack) throws InterruptedException {
        out.println();
        out.print(stack.addresses().describe());
        out.println();
        out.println("Everything stays up until Ctrl-C.");
        out.flush();
        new CountDownLatch(1).await();
    }
}
