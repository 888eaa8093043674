package dev.sluice.processor.duplicate;

import dev.sluice.v1.ChatRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * What stands for a tenant's id: the first 16 bytes of a SHA-256. Of a billion ids two are the same with a probability of
 * 10⁻²¹ (n²/2¹²⁹), and nobody can find two that are. Confined to one thread.
 */
final class Fingerprints {
    /** Length in bytes. */
    static final int BYTES = 16;

    private final MessageDigest sha256;

    Fingerprints() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    Bytes of(ChatRequest request) {
        byte[] tenant = request.getTenant().getBytes(StandardCharsets.UTF_8);
        // With its length, so that what ends the tenant's name does not pass for what begins an id.
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, tenant.length));
        sha256.update(tenant);
        byte[] digest = sha256.digest(request.getId().getBytes(StandardCharsets.UTF_8));
        return Bytes.wrap(Arrays.copyOf(digest, BYTES));
    }
}
