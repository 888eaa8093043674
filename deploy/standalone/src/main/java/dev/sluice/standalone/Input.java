package dev.sluice.standalone;

import dev.sluice.processor.openai.BatchInputReader;
import dev.sluice.processor.openai.ChatJsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The file of requests. */
final class Input {
    private static final String EXAMPLE = "example.jsonl";

    private Input() {}

    /** The user's file, or the example, put where it has a path. */
    static Path locate(Optional<Path> given, DataFolder data) throws IOException {
        if (given.isPresent()) {
            return given.get();
        }
        Path example = data.path().resolve(EXAMPLE);
        try (InputStream in =
                Objects.requireNonNull(Input.class.getResourceAsStream("/" + EXAMPLE))) {
            Files.copy(in, example, StandardCopyOption.REPLACE_EXISTING);
        }
        return example;
    }

    /** The models that the file asks for, so that the simulated endpoint can know them. Lines that are no requests are left to the submission to report. */
    static List<String> models(Path file) throws IOException {
        Set<String> models = new TreeSet<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                model(line.getBytes(StandardCharsets.ISO_8859_1)).ifPresent(models::add);
            }
        }
        return List.copyOf(models);
    }

    private static Optional<String> model(byte[] line) {
        try {
            return Optional.of(BatchInputReader.read(line).request().getModel());
        } catch (ChatJsonException noRequest) {
            return Optional.empty();
        }
    }
}
