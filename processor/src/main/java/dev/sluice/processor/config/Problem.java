package dev.sluice.processor.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param key the key at fault, as in the file with dots between the levels; or the file, or an environment variable
 * @param message what is wrong and how to put it right; never holds a value, which may be a secret
 */
public record Problem(String key, String message) {
    @Override
    public String toString() {
        return key + ": " + message;
    }
}
