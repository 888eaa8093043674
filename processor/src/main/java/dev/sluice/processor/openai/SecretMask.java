package dev.sluice.processor.openai;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes credentials out of what an endpoint says: endpoints quote the key that they refuse. Known secrets go wherever
 * they stand; what merely looks like a credential goes too.
 */
public final class SecretMask {
    /** What stands in a credential's place. */
    public static final String MASK = "********";

    /** A mask that knows no secret, and goes by looks. */
    public static final SecretMask BY_LOOKS = new SecretMask(List.of());

    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer\\s+)[^\\s\"',;]+");
    private static final Pattern BASIC = Pattern.compile("(?i)\\b(basic\\s+)[a-z0-9+/]{16,}=*");
    private static final Pattern PREFIXED =
            Pattern.compile(
                    "\\b(?:g?sk|pk|rk|hf|xai|key)[-_][A-Za-z0-9*_.-]{3,}[A-Za-z0-9*_-]|\\bAIza[\\w-]{10,}");
    private static final Pattern NAMED =
            Pattern.compile(
                    "(?i)((?:api[-_ ]?key|authorization|access[-_ ]?token|secret|password)s?[\"']?(?:\\s+\\w+){0,2}\\s*[:=]\\s*[\"']?)"
                            + "[^\\s\"',;}]*[^\\s\"',;.}]");

    private final List<String> secrets;

    /**
     * @param secrets the credentials of the endpoint; blank ones are ignored
     */
    public SecretMask(List<String> secrets) {
        // The longest first: what is left of one that begins like another would show.
        this.secrets =
                secrets.stream()
                        .filter(secret -> !secret.isBlank())
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .toList();
    }

    /** The text with credentials masked. */
    public String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        masked = BEARER.matcher(masked).replaceAll("$1" + MASK);
        masked = BASIC.matcher(masked).replaceAll("$1" + MASK);
        masked = PREFIXED.matcher(masked).replaceAll(MASK);
        return NAMED.matcher(masked).replaceAll("$1" + MASK);
    }

    @Override
    public String toString() {
        return "SecretMask[" + secrets.size() + " known]";
    }
}
