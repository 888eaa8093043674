package dev.sluice.processor.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which of the values that pass on to Kafka's clients and the registry client must not be shown. */
final class SecretNames {
    private static final Pattern ALWAYS = Pattern.compile("password|passphrase|secret|jaas");

    /** Words that make a name secret unless Kafka knows it and says otherwise. */
    private static final Pattern USUALLY =
            Pattern.compile(
                    "user\\.?info|token|credentials?$|private|(api|access|keystore)[._-]?key|authorization|header");

    private static final Pattern CREDENTIALS_IN_URL = Pattern.compile("(?<=://)[^/@\\s,]+(?=@)");

    private SecretNames() {}

    /** The value, or a mask where its name says that it is secret; credentials within an address are masked too. */
    static String masked(String name, String value) {
        return isSecret(name)
                ? Secret.MASK
                : CREDENTIALS_IN_URL.matcher(value).replaceAll(Secret.MASK);
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String bare = KafkaNames.withoutClient(lower.replaceFirst("^schema\\.registry\\.", ""));
        return KafkaNames.isPassword(bare)
                || ALWAYS.matcher(lower).find()
                || (!KafkaNames.isPlain(bare) && USUALLY.matcher(lower).find());
    }
}
