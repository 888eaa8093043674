package dev.sluice.processor.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads what an endpoint is shown with every call: credentials, and further headers. */
final class HeadersReader {
    /** Stands for no word before the key. */
    static final String NONE = "none";

    private static final String AUTHORIZATION = "authorization";

    private final String section;
    private final Profile profile;
    private final Values values;
    private final Problems problems;

    HeadersReader(String section, Profile profile, Values values, Problems problems) {
        this.section = section;
        this.profile = profile;
        this.values = values;
        this.problems = problems;
    }

    List<Credential> credentials() {
        List<Credential> credentials = new ArrayList<>();
        Optional<String> header = values.find(EndpointKeys.AUTH_HEADER.under(section));
        Optional<String> prefix = values.find(EndpointKeys.AUTH_PREFIX.under(section));
        for (String key : EndpointKeys.CREDENTIALS) {
            profile.credentials().stream()
                    .filter(rule -> rule.key().equals(key))
                    .findFirst()
                    .ifPresentOrElse(
                            rule ->
                                    source(rule)
                                            .map(source -> credential(rule, source, header, prefix))
                                            .ifPresent(credentials::add),
                            () -> refuse(key));
        }
        return credentials;
    }

    Map<String, Secret> headers(List<Credential> credentials) {
        Map<String, Secret> headers = new TreeMap<>();
        Map<String, String> taken = new HashMap<>();
        credentials.forEach(
                credential ->
                        taken.put(lower(credential.header()), section + "." + credential.key()));
        for (String name : values.below(section + "." + EndpointKeys.HEADERS).keySet()) {
            String key = section + "." + EndpointKeys.HEADERS + "." + name;
            try {
                EndpointTypes.freeHeaderName().convert(name);
            } catch (IllegalArgumentException e) {
                problems.add(key, e.getMessage() + values.origin(key));
                continue;
            }
            String other = taken.putIfAbsent(lower(name), key);
            if (other != null) {
                problems.add(key, "is the same header as that of " + other + values.origin(key));
            }
            values.find(Key.of(key, EndpointTypes.headerValue()))
                    .ifPresent(value -> headers.put(name, value));
        }
        return headers;
    }

    private Optional<SecretSource> source(Profile.CredentialRule rule) {
        String literalKey = section + "." + rule.key();
        String fileKey = fileKey(rule.key());
        Optional<Secret> literal = values.find(Key.of(literalKey, rule.form()::secret));
        Optional<Path> file = values.find(Key.of(fileKey, readable(rule.form())));
        boolean both = values.isGiven(literalKey) && values.isGiven(fileKey);
        if (both) {
            problems.add(fileKey, "is given beside " + literalKey + "; drop one of the two");
        }
        if (rule.required() && !values.isGiven(literalKey) && !values.isGiven(fileKey)) {
            problems.add(
                    literalKey,
                    "is required by the profile %s; %s-file is another way to give it"
                            .formatted(profile.name(), rule.key()));
        }
        return literal.<SecretSource>map(SecretSource.Literal::new)
                .or(() -> file.map(SecretSource.InFile::new));
    }

    /** A file is read at once, so that a wrong one is found at start. */
    private static Converter<Path> readable(SecretForm form) {
        return text -> {
            Path path = Types.path().convert(text);
            SecretFile.read(path, form);
            return path;
        };
    }

    /** How the key is sent can be configured; another header brings its own usual word. */
    private static Credential credential(
            Profile.CredentialRule rule,
            SecretSource source,
            Optional<String> ownHeader,
            Optional<String> ownPrefix) {
        boolean changeable = rule.key().equals(EndpointKeys.API_KEY.name());
        String header = changeable ? ownHeader.orElse(rule.header()) : rule.header();
        Optional<String> prefix = rule.prefix();
        if (changeable && ownHeader.isPresent()) {
            prefix = lower(header).equals(AUTHORIZATION) ? Optional.of("Bearer") : Optional.empty();
        }
        if (changeable && ownPrefix.isPresent()) {
            prefix = ownPrefix.filter(text -> !text.equals(NONE));
        }
        return new Credential(rule.key(), header, prefix, rule.form(), source);
    }

    private void refuse(String key) {
        for (String given : List.of(section + "." + key, fileKey(key))) {
            if (values.isGiven(given)) {
                problems.add(
                        given, "is not for the profile " + profile.name() + values.origin(given));
            }
        }
    }

    private String fileKey(String key) {
        return section + "." + key + "-file";
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
