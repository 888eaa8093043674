package dev.sluice.localstack.endpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The key that requests must carry as a bearer token. Never printed.
 *
 * @param value the secret
 */
public record ApiKey(String value) {

    /** Whether an {@code Authorization} header carries this key. Takes equally long whatever it holds. */
    boolean opens(String authorization) {
        return MessageDigest.isEqual(
                ("Bearer " + value).getBytes(StandardCharsets.UTF_8),
                authorization.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "ApiKey[***]";
    }
}
