package dev.sluice.standalone;

import dev.sluice.processor.cli.ProgressPrinter;
import dev.sluice.processor.cli.billing.FinalUsage;
import dev.sluice.processor.config.SluiceConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** The file of the totals of usage. It appears under its name when it is whole. */
final class UsageFile implements Totals {
    /** Rows are published five times a second; a restart on an old folder may have some to restore. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path file;
    private final FinalUsage usage;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * @throws dev.sluice.processor.cli.CliException when the configuration keeps no totals
     */
    UsageFile(Path file, SluiceConfig config, PrintWriter out, PrintWriter err) {
        this.file = file;
        this.usage = new FinalUsage(config, PATIENCE);
        this.out = out;
        this.err = err;
    }

    @Override
    public void write() throws IOException, InterruptedException {
        Path part = Results.part(file);
        try (ProgressPrinter progress = ProgressPrinter.to(err, "counted in totals of usage")) {
            usage.write(part, progress, err::println);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        out.printf("totals of usage  %s%n", file);
        out.flush();
    }
}
