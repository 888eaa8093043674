package dev.sluice.schemas;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;

/** The folder that keeps the schemas of every release: {@code <version>/<record>.avsc}. */
record ReleasedSchemas(Path folder) {
    static final ReleasedSchemas KEPT = new ReleasedSchemas(Path.of("src/main/released"));

    /** All versions of all records, by version. */
    SortedMap<String, List<Schema>> read() throws IOException {
        SortedMap<String, List<Schema>> versions = new TreeMap<>();
        try (DirectoryStream<Path> releases =
                Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path release : releases) {
                versions.put(release.getFileName().toString(), readOne(release));
            }
        }
        return versions;
    }

    /** Keeps schemas as a release. What was released is never changed. */
    void freeze(String version, List<Schema> schemas) throws IOException {
        if (!version.matches("\\d+\\.\\d+\\.\\d+")) {
            throw new IllegalArgumentException("not a version of the form 1.2.3: " + version);
        }
        Path release = folder.resolve(version);
        Files.createDirectory(release);
        for (Schema schema : schemas) {
            Files.writeString(
                    release.resolve(schema.getName() + ".avsc"),
                    SchemaFormatter.format("json/pretty", schema) + "\n");
        }
    }

    private static List<Schema> readOne(Path release) throws IOException {
        List<Schema> schemas = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(release, "*.avsc")) {
            for (Path file : files) {
                schemas.add(new Schema.Parser().parse(file.toFile()));
            }
        }
        return schemas;
    }
}
