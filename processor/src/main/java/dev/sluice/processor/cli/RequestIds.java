package dev.sluice.processor.cli;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Ids of batches and of their requests. */
public final class RequestIds {
    /** Longest id of a batch that is submitted: with it the id of every request fits the schema's 256 characters. */
    static final int MAX_BATCH_ID = 128;

    private static final int MAX_REQUEST_ID = 256;

    private RequestIds() {}

    /** A new id for a batch. */
    static String newBatchId() {
        return "batch_" + UUID.randomUUID().toString().replace("-", "");
    }

    /**
     * The id of a request: batch and custom id, so that it is unique and the same when the file is submitted again.
     * A custom id that is too long for that is replaced by its SHA-256.
     */
    static String requestId(String batchId, String customId) {
        String id = batchId + "/" + customId;
        return id.length() <= MAX_REQUEST_ID ? id : batchId + "/" + hex(customId);
    }

    /**
     * The id of a request that is published again: the request's, and where its failure stands. An id that is too long for
     * that is replaced by its SHA-256.
     */
    public static String replayId(String id, int partition, long offset) {
        String suffix = "/replay/" + partition + "-" + offset;
        return (id.length() + suffix.length() <= MAX_REQUEST_ID ? id : hex(id)) + suffix;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
