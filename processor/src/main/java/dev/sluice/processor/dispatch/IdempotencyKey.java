package dev.sluice.processor.dispatch;

import dev.sluice.v1.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By which an endpoint knows that a call is one it has answered before. The same for every call of a request, and
 * another one once messages are left out, as that is another question.
 */
final class IdempotencyKey {
    private static final int BYTES = 16;

    private IdempotencyKey() {}

    /** 32 hexadecimal digits, made of tenant and id: neither is told to the endpoint. */
    static String of(Call call) {
        ChatRequest request = call.subject().request();
        String known =
                String.join(
                        "\0",
                        request.getTenant(),
                        request.getId(),
                        Integer.toString(call.past().trimmedMessages()));
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(known.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
