package dev.sluice.processor.config;

import java.util.Arrays;
import java.util.Optional;

/** What is known beforehand of a kind of endpoint. A new kind is a new row. */
public enum EndpointProfile {
    /** OpenAI and what speaks its chat completions API, as in its API reference. */
    OPENAI("openai", "/v1/chat/completions");

    private final String key;
    private final String path;

    EndpointProfile(String key, String path) {
        this.key = key;
        this.path = path;
    }

    /**
     * What the configuration calls it.
     *
     * @return the name
     */
    public String key() {
        return key;
    }

    /**
     * Where chat completions are, unless the configuration says otherwise.
     *
     * @return a path that begins with a slash
     */
    public String path() {
        return path;
    }

    /**
     * Finds a profile by its name.
     *
     * @param key what the configuration says
     * @return the profile, or nothing where there is none of that name
     */
    public static Optional<EndpointProfile> of(String key) {
        return Arrays.stream(values()).filter(profile -> profile.key.equals(key)).findFirst();
    }
}
