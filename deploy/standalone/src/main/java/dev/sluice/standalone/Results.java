package dev.sluice.standalone;

import dev.sluice.processor.cli.BatchCollector;
import dev.sluice.processor.cli.BatchFiles;
import dev.sluice.processor.cli.Cluster;
import dev.sluice.processor.cli.CollectOptions;
import dev.sluice.processor.cli.CollectSummary;
import dev.sluice.processor.cli.Progress;
import dev.sluice.processor.cli.UsageTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/**
 * The files of results. They appear under their names when they are whole, and take the place of older ones.
 *
 * @param output answers
 * @param errors failures; there is no such file where there are none
 */
record Results(Path output, Path errors) {

    /** Waits for all outcomes of a batch, and writes them. */
    CollectSummary collect(
            Cluster cluster,
            String batchId,
            UsageTable usage,
            Progress progress,
            Consumer<String> alarm)
            throws IOException, InterruptedException {
        Path outputPart = part(output);
        Path errorsPart = part(errors);
        CollectSummary summary =
                new BatchCollector(cluster, progress)
                        .collect(
                                CollectOptions.all(batchId),
                                () -> new BatchFiles(outputPart, errorsPart, usage, alarm));
        Files.move(outputPart, output, StandardCopyOption.REPLACE_EXISTING);
        if (summary.failed() > 0) {
            Files.move(errorsPart, errors, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.delete(errorsPart);
            Files.deleteIfExists(errors);
        }
        return summary;
    }

    /** Where a file is written until it is whole; makes its folder. */
    static Path part(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        Path folder = whole.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return Path.of(whole + ".part");
    }
}
