package dev.sluice.processor.config;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads the sections that go to Kafka's clients and to the registry client under their own names. */
final class PassedOn {
    private static final String BOOTSTRAP = "bootstrap.servers";

    /** One {@code host:port}, as {@code org.apache.kafka.common.utils.Utils} takes it. */
    private static final Pattern HOST_PORT =
            Pattern.compile("\\s*(.*://)?\\[?[0-9a-zA-Z\\-%._:]+]?:\\d{1,5}\\s*");

    private static final Pattern STORE_PASSWORD =
            Pattern.compile("(schema\\.registry\\.)?ssl\\.(truststore|keystore)\\.password");

    private final Values values;
    private final Problems problems;

    PassedOn(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /** Properties of every Kafka client. */
    Map<String, String> kafka() {
        Map<String, String> kafka =
                section("kafka", KafkaNames::isOfClient, KafkaNames.ofClient(), OwnedNames::reason);
        String servers = kafka.get(BOOTSTRAP);
        if (servers == null) {
            problems.add("kafka." + BOOTSTRAP, "is required");
        } else if (problems.noneOf("kafka." + BOOTSTRAP)
                && !Pattern.compile(",")
                        .splitAsStream(servers)
                        .allMatch(HOST_PORT.asMatchPredicate())) {
            problems.add(
                    "kafka." + BOOTSTRAP,
                    "expects host:port, several separated by commas"
                            + values.origin("kafka." + BOOTSTRAP));
        }
        stores("kafka.", kafka);
        return KafkaDefaults.beneath(kafka);
    }

    /** Properties of Kafka Streams. */
    Map<String, String> streams() {
        return section(
                "streams.properties",
                KafkaNames::isOfStreams,
                KafkaNames.ofStreams(),
                name ->
                        BOOTSTRAP.equals(KafkaNames.withoutClient(name))
                                ? Optional.of("set kafka.bootstrap.servers instead")
                                : OwnedNames.reason(name));
    }

    /** Properties of the registry client, with their prefix, as the client wants them. */
    Map<String, String> schemaRegistry() {
        Map<String, String> registry = new TreeMap<>();
        values.below("schema.registry")
                .forEach((name, value) -> registry.put("schema.registry." + name, value));
        String url = registry.get("schema.registry.url");
        if (url == null) {
            problems.add("schema.registry.url", "is required");
        } else if (problems.noneOf("schema.registry.url")
                && !Pattern.compile(",").splitAsStream(url).allMatch(PassedOn::isRegistry)) {
            problems.add(
                    "schema.registry.url",
                    "expects http://host:port or https://host:port, several separated by commas"
                            + values.origin("schema.registry.url"));
        }
        stores("", registry);
        return registry;
    }

    /** The clients fail of a password without the store that it is for, and do not say where it stands. */
    private void stores(String prefix, Map<String, String> properties) {
        for (String name : properties.keySet()) {
            if (STORE_PASSWORD.matcher(name).matches()) {
                String location = name.replaceFirst("password$", "location");
                if (!properties.containsKey(location)) {
                    problems.add(
                            prefix + name,
                            "is the password of a store; set %s too, or leave it out"
                                            .formatted(prefix + location)
                                    + values.origin(prefix + name));
                }
            }
        }
    }

    private static boolean isRegistry(String url) {
        try {
            URI uri = URI.create(url.strip());
            // mock:// is the registry client's own, for tests within one process.
            return "mock".equals(uri.getScheme())
                    || (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                            && uri.getHost() != null);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Map<String, String> section(
            String section, Predicate<String> isKnown, Set<String> known, Refusal refusal) {
        Map<String, String> properties = values.below(section);
        for (String name : properties.keySet()) {
            String key = section + "." + name;
            Optional<String> refused = refusal.reason(name);
            if (refused.isPresent()) {
                problems.add(key, refused.get() + values.origin(key));
            } else if (!isKnown.test(name)) {
                problems.warn(
                        key,
                        "no Kafka client knows this name; it is passed on as it is"
                                + NearMatch.hint(name, known)
                                + values.origin(key));
            }
        }
        return properties;
    }

    /** Why a name cannot be set. */
    private interface Refusal {
        Optional<String> reason(String name);
    }
}
