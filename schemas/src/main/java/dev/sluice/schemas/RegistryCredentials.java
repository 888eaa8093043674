package dev.sluice.schemas;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/** How the client shows who it is. */
final class RegistryCredentials {
    private static final String BASIC_SOURCE = "basic.auth.credentials.source";
    private static final String BASIC_USER_INFO = "basic.auth.user.info";
    private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    private static final String BEARER_TOKEN = "bearer.auth.token";

    /** What the client has providers for; for any other name it would send no credentials, and say nothing. */
    private static final Map<String, Set<String>> SOURCES =
            Map.of(
                    BASIC_SOURCE, Set.of("URL", "USER_INFO", "SASL_INHERIT"),
                    BEARER_SOURCE, Set.of("STATIC_TOKEN", "CUSTOM"));

    private RegistryCredentials() {}

    /**
     * Moves user and password out of an address into the settings. The client writes addresses to its log.
     *
     * @return the address without them
     */
    static String takeOut(String url, Map<String, Object> client) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            // Neither the address nor the cause goes into the message: a password may be what is
            // wrong with it.
            throw new ConfigException(RegistryConfig.URL + " holds an address that is not a URL");
        }
        String user = uri.getUserInfo();
        if (user == null) {
            return url;
        }
        String source = String.valueOf(client.getOrDefault(BASIC_SOURCE, "URL"));
        if (source.equals("URL") && !client.containsKey(BEARER_SOURCE)) {
            client.put(BASIC_SOURCE, "USER_INFO");
            client.put(BASIC_USER_INFO, user);
        }
        return url.replaceFirst("://[^/@]*@", "://");
    }

    /** Adds the kind of credentials where only the credentials are given, and refuses a kind that is not known. */
    static void complete(Map<String, Object> client) {
        if (client.containsKey(BASIC_USER_INFO) && !client.containsKey(BEARER_SOURCE)) {
            client.putIfAbsent(BASIC_SOURCE, "USER_INFO");
        }
        if (client.containsKey(BEARER_TOKEN) && !client.containsKey(BASIC_SOURCE)) {
            client.putIfAbsent(BEARER_SOURCE, "STATIC_TOKEN");
        }
        SOURCES.forEach(
                (key, known) -> {
                    Object source = client.get(key);
                    if (source != null && !known.contains(source.toString())) {
                        throw new ConfigException(key, source, "must be one of " + known);
                    }
                });
    }
}
