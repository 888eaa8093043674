package dev.sluice.processor.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The kinds of endpoints that are known beforehand: the file {@code profiles.yaml} beside this class. */
final class Profiles {
    private static final String FILE = "profiles.yaml";

    private final Map<String, Profile> byName;

    private Profiles(Map<String, Profile> byName) {
        this.byName = byName;
    }

    /**
     * Reads the profiles that Sluice brings.
     *
     * @throws ConfigException if the file is not right, which a test rules out
     */
    static Profiles load() {
        try (InputStream stream =
                Objects.requireNonNull(Profiles.class.getResourceAsStream(FILE), FILE)) {
            return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads profiles.
     *
     * @throws ConfigException if the text is not right; it holds every problem
     */
    static Profiles parse(String yaml) {
        Problems problems = new Problems();
        Optional<Map<String, Given>> file = YamlFile.parse(yaml, FILE, problems);
        if (file.isEmpty()) {
            problems.throwIfAny();
        }
        Values values = new Values(file.orElseThrow(), Map.of(), problems);
        Map<String, Profile> profiles = new TreeMap<>();
        for (String name : values.names()) {
            new ProfileReader(name, values, problems)
                    .read()
                    .ifPresent(profile -> profiles.put(name, profile));
        }
        unknownKeys(values, problems);
        problems.throwIfAny();
        return new Profiles(profiles);
    }

    /** The profile of this name. */
    Optional<Profile> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All names, sorted. */
    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    private static void unknownKeys(Values values, Problems problems) {
        List<String> known = new ArrayList<>();
        for (String name : values.names()) {
            known.addAll(ProfileKeys.names(name).toList());
        }
        for (String key : values.keys()) {
            boolean range = key.matches("[^.]+\\." + EndpointKeys.RANGES + "\\.[^.]+");
            if (!range && !known.contains(key)) {
                problems.add(
                        key,
                        "is not a known key"
                                + NearMatch.hintOfKey(key, known)
                                + values.origin(key));
            }
        }
    }
}
