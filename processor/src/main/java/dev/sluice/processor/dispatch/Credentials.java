package dev.sluice.processor.dispatch;

import dev.sluice.processor.config.Credential;
import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.config.ProxyConfig;
import dev.sluice.processor.config.Secret;
import dev.sluice.processor.config.SecretFile;
import dev.sluice.processor.config.SecretSource;
import dev.sluice.processor.openai.SecretMask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an endpoint is shown, as it is now. A secret in a file is read again on demand; a call that was made with the one
 * before may still be out, so that it stays masked.
 *
 * <p>Reading is for any thread, refreshing for one at a time.
 */
final class Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

    /** Whoever changes keys more often than calls last this many times has old ones that nobody can use. */
    private static final int KEPT = 8;

    /** A configured header is masked in answers from this length on: a short one would mask ordinary words. */
    private static final int MASKED_HEADER_LENGTH = 8;

    /**
     * @param headers by name
     * @param mask knows all secrets in them, and those before
     */
    private record Current(Map<String, String> headers, SecretMask mask) {}

    private final EndpointConfig config;

    /** By key, the newest last. */
    private final Map<String, List<Secret>> secrets = new LinkedHashMap<>();

    /** By key, so that a file that stays wrong is told of once. */
    private final Map<String, String> faults = new HashMap<>();

    private volatile Current current;

    /**
     * Reads the secrets.
     *
     * @throws IllegalArgumentException if one cannot be read any more, although the configuration was loaded with it
     */
    Credentials(EndpointConfig config) {
        this.config = config;
        for (Credential credential : config.credentials()) {
            secrets.put(credential.key(), List.of(read(credential)));
        }
        this.current = collect();
    }

    /** Headers of a call that is made now. */
    Map<String, String> headers() {
        return current.headers();
    }

    /** Takes these secrets out of what the endpoint says. */
    SecretMask mask() {
        return current.mask();
    }

    /** Whether any secret can change. */
    boolean canChange() {
        return config.credentials().stream()
                .anyMatch(credential -> credential.source() instanceof SecretSource.InFile);
    }

    /** Reads the files again. Not for an event loop. What cannot be read stays as it was. */
    void refresh() {
        boolean changed = false;
        for (Credential credential : config.credentials()) {
            changed |= credential.source() instanceof SecretSource.InFile && hasChanged(credential);
        }
        if (changed) {
            current = collect();
        }
    }

    private boolean hasChanged(Credential credential) {
        String key = "endpoints.%s.%s-file".formatted(config.name(), credential.key());
        Secret read;
        try {
            read = read(credential);
        } catch (IllegalArgumentException e) {
            String fault = String.valueOf(e.getMessage());
            if (!fault.equals(faults.put(credential.key(), fault))) {
                LOG.warn("{} {}; the secret that was read before stays in use", key, fault);
            }
            return false;
        }
        if (faults.remove(credential.key()) != null) {
            LOG.info("{} can be read again", key);
        }
        List<Secret> known = secrets.getOrDefault(credential.key(), List.of());
        if (read.equals(newest(known))) {
            return false;
        }
        List<Secret> all = new ArrayList<>(known);
        all.remove(read);
        all.add(read);
        secrets.put(
                credential.key(),
                List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size())));
        LOG.info("{} has changed; calls use the new secret from now on", key);
        return true;
    }

    private Current collect() {
        Map<String, String> headers = new LinkedHashMap<>();
        config.headers().forEach((name, value) -> headers.put(name, value.value()));
        for (Credential credential : config.credentials()) {
            String secret = newest(secrets.getOrDefault(credential.key(), List.of())).value();
            headers.put(
                    credential.header(),
                    credential.prefix().map(word -> word + " " + secret).orElse(secret));
        }
        return new Current(Map.copyOf(headers), new SecretMask(toMask()));
    }

    private List<String> toMask() {
        Stream<Secret> ownHeaders =
                config.headers().values().stream()
                        .filter(value -> value.value().length() >= MASKED_HEADER_LENGTH);
        return Stream.of(
                        secrets.values().stream().flatMap(List::stream),
                        ownHeaders,
                        config.connection().proxy().flatMap(ProxyConfig::login).stream()
                                .map(ProxyConfig.Login::password))
                .flatMap(all -> all)
                .map(Secret::value)
                .toList();
    }

    private static Secret newest(List<Secret> secrets) {
        return secrets.get(secrets.size() - 1);
    }

    private static Secret read(Credential credential) {
        return credential.source() instanceof SecretSource.InFile file
                ? SecretFile.read(file.path(), credential.form())
                : ((SecretSource.Literal) credential.source()).secret();
    }

    /** Names alone. */
    @Override
    public String toString() {
        return "Credentials" + secrets.keySet();
    }
}
