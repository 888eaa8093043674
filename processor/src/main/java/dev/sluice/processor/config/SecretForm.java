package dev.sluice.processor.config;

import java.util.regex.Pattern;

/** What a secret must look like, so that it can be sent and is not something else by mistake. */
public enum SecretForm {
    /** What goes into a header as one word. */
    TOKEN("[\\x21-\\x7e]+", "a value that can be sent in a header: printable ASCII without spaces"),
    /** A UUID as RFC 9562 writes it. */
    UUID(
            "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
            "a UUID: 32 hexadecimal digits as 8-4-4-4-12");

    private final Pattern pattern;
    private final String description;

    SecretForm(String pattern, String description) {
        this.pattern = Pattern.compile(pattern);
        this.description = description;
    }

    /**
     * The text as a secret.
     *
     * @throws IllegalArgumentException if it does not look like one; the message does not repeat the text
     */
    public Secret secret(String text) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("expects " + description);
        }
        return new Secret(text);
    }
}
