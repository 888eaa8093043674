package dev.sluice.schemas;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * The part of a Kafka configuration that concerns the registry, in the form in which the client takes it.
 *
 * @param urls addresses without credentials
 * @param autoRegister register our schemas, or only look them up
 * @param client settings for the client, without the prefix {@code schema.registry.} except for TLS
 */
record RegistryConfig(List<String> urls, boolean autoRegister, Map<String, Object> client) {
    static final String PREFIX = "schema.registry.";
    static final String URL = PREFIX + "url";
    static final String AUTO_REGISTER = "auto.register.schemas";

    private static final String TLS = PREFIX + "ssl.";
    private static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
    private static final String READ_TIMEOUT = "http.read.timeout.ms";

    static RegistryConfig of(Map<String, ?> config) {
        Map<String, Object> client = new HashMap<>();
        config.forEach(
                (key, value) -> {
                    if (value != null && !key.equals(URL)) {
                        client.put(unprefixed(key, config), plain(key, value));
                    }
                });
        // The client's own default is a minute, which is long for a caller that retries anyway.
        client.putIfAbsent(CONNECT_TIMEOUT, 5_000);
        client.putIfAbsent(READ_TIMEOUT, 10_000);
        List<String> urls = new ArrayList<>();
        for (String url : addresses(config.get(URL))) {
            urls.add(RegistryCredentials.takeOut(url, client));
        }
        RegistryCredentials.complete(client);
        return new RegistryConfig(List.copyOf(urls), autoRegister(config), client);
    }

    /** The setting that the client shows who it is by. */
    String login() {
        boolean bearer = client.containsKey("bearer.auth.credentials.source");
        return PREFIX + (bearer ? "bearer.auth.token" : "basic.auth.user.info");
    }

    static boolean autoRegister(Map<String, ?> config) {
        Object value = config.get(AUTO_REGISTER);
        return switch (String.valueOf(value).toLowerCase(Locale.ROOT)) {
            case "null", "true" -> true;
            case "false" -> false;
            default -> throw new ConfigException(AUTO_REGISTER, value, "must be true or false");
        };
    }

    /** The client knows TLS keys by their long names only, and all others by their short ones. */
    private static String unprefixed(String key, Map<String, ?> config) {
        if (!key.startsWith(PREFIX) || key.startsWith(TLS)) {
            return key;
        }
        String name = key.substring(PREFIX.length());
        return config.containsKey(name) ? key : name;
    }

    /** The client casts where it should convert, so that texts of a properties file would fail. */
    private static Object plain(String key, Object value) {
        Object open = value instanceof Password password ? password.value() : value;
        try {
            if (key.endsWith(".ttl.sec")) {
                return Long.valueOf(open.toString());
            }
            if (key.endsWith(CONNECT_TIMEOUT)
                    || key.endsWith(READ_TIMEOUT)
                    || key.endsWith("missing.cache.size")) {
                return Integer.valueOf(open.toString());
            }
        } catch (NumberFormatException e) {
            throw new ConfigException(key, open, "must be a whole number");
        }
        return open;
    }

    private static List<String> addresses(@Nullable Object value) {
        List<String> urls = new ArrayList<>();
        if (value instanceof Collection<?> several) {
            several.forEach(url -> urls.add(String.valueOf(url).strip()));
        } else if (value != null) {
            urls.addAll(List.of(value.toString().strip().split("\\s*,\\s*")));
        }
        urls.removeIf(String::isEmpty);
        if (urls.isEmpty()) {
            throw new ConfigException(URL + " is missing: the address of the schema registry");
        }
        return urls;
    }
}
