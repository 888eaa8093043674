package dev.sluice.standalone;

import dev.sluice.processor.cli.CliException;
import dev.sluice.processor.cli.DistinctFiles;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What to run.
 *
 * @param file the requests; empty: the bundled example
 * @param output where answers go
 * @param errors where failures go
 * @param usage where the totals of usage go, where they are wanted
 * @param data the folder that holds everything while it runs
 * @param keepData whether the data stays when the work is done
 * @param keepUp whether to stay up when the work is done
 * @param endpoint the endpoint to use; empty: a simulated one
 * @param sections further sections of the configuration, such as limits; may be empty
 */
record RunOptions(
        Optional<Path> file,
        Path output,
        Path errors,
        Optional<Path> usage,
        DataFolder data,
        boolean keepData,
        boolean keepUp,
        Optional<RemoteEndpoint> endpoint,
        String sections) {

    private static final Path RESULTS = Path.of("sluice-results");

    /**
     * An endpoint that runs already.
     *
     * @param url its base address
     * @param profile what kind it is
     * @param apiKeyVariable environment variable that holds its key
     * @param projectIdVariable environment variable that holds the id of the project that is billed
     */
    record RemoteEndpoint(
            String url,
            String profile,
            Optional<String> apiKeyVariable,
            Optional<String> projectIdVariable) {}

    /**
     * Fills in what the user left out.
     *
     * @throws CliException when two files are one
     */
    static RunOptions of(
            Optional<Path> file,
            Optional<Path> output,
            Optional<Path> errors,
            Optional<Path> usage,
            Optional<Path> data,
            boolean keepUp,
            Optional<RemoteEndpoint> endpoint,
            String sections) {
        Path results = output.orElseGet(() -> RESULTS.resolve(stem(file) + ".output.jsonl"));
        Path failures = errors.orElseGet(() -> beside(results));
        DistinctFiles files = new DistinctFiles();
        file.ifPresent(path -> files.add("FILE.jsonl", path));
        files.add("--output", results);
        files.add("--errors", failures);
        usage.ifPresent(path -> files.add("--usage", path));
        return new RunOptions(
                file,
                results,
                failures,
                usage,
                new DataFolder(data.orElse(Path.of(DataFolder.DEFAULT)).toAbsolutePath()),
                data.isPresent(),
                keepUp,
                endpoint,
                sections);
    }

    private static String stem(Optional<Path> file) {
        return file.map(path -> withoutExtension(String.valueOf(path.getFileName())))
                .orElse("example");
    }

    /** {@code a.errors.jsonl} for {@code a.output.jsonl} and for {@code a.jsonl}. */
    private static Path beside(Path output) {
        String name = withoutExtension(String.valueOf(output.getFileName()));
        String stem =
                name.endsWith(".output")
                        ? name.substring(0, name.length() - ".output".length())
                        : name;
        return output.resolveSibling(stem + ".errors.jsonl");
    }

    private static String withoutExtension(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }
}
