package dev.sluice.processor.e2e.fault;

import static dev.sluice.processor.e2e.fault.FaultCase.at;
import static dev.sluice.processor.e2e.fault.FaultCase.once;
import static dev.sluice.processor.e2e.fault.FaultCase.thrice;
import static dev.sluice.processor.e2e.fault.Replies.ANSWER;
import static dev.sluice.processor.e2e.fault.Replies.JSON;
import static dev.sluice.processor.e2e.fault.Replies.chunk;
import static dev.sluice.processor.e2e.fault.Replies.compressed;
import static dev.sluice.processor.e2e.fault.Replies.good;
import static dev.sluice.processor.e2e.fault.Replies.head;
import static dev.sluice.processor.e2e.fault.Replies.json;
import static dev.sluice.processor.e2e.fault.Replies.utf8;
import static dev.sluice.processor.e2e.fault.Replies.whole;

import dev.sluice.processor.support.Wire;
import dev.sluice.v1.FailureReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Bodies that are too large, compressed, or of another length than the head says. */
final class LengthFaults {
    private static final byte[] GOOD = utf8(ANSWER);
    private static final byte[] ZIPPED = compressed(GZIPOutputStream::new, GOOD);
    private static final String GZIP = "Content-Encoding: gzip";
    private static final String CHUNKED = "Transfer-Encoding: chunked";
    private static final int MIB = 1024 * 1024;

    /** An endpoint whose answers may have {@link #LARGE} bytes. */
    static final String ROOMY = "roomy";

    static final int LARGE = 20_000_000;

    private static final String LARGE_TEXT =
            "x".repeat(LARGE - GOOD.length + utf8(Replies.TEXT).length);

    private LengthFaults() {}

    static List<FaultCase> all() {
        List<FaultCase> all = new ArrayList<>();
        all.addAll(lengths());
        all.addAll(chunks());
        all.addAll(compressions());
        all.addAll(sizes());
        all.addAll(allowed());
        return all;
    }

    private static List<FaultCase> lengths() {
        return List.of(
                once("a length too long, then the end", wire -> tooLong(wire).close())
                        .fails(FailureReason.CONNECTION, 200),
                once("a length too long, then silence", wire -> tooLong(wire).awaitGone())
                        .fails(FailureReason.TIMEOUT, 200),
                at(
                                "too-short",
                                "a length too short",
                                wire ->
                                        wire.send(head(200, JSON, "Content-Length: 20"))
                                                .send(GOOD)
                                                .awaitGone())
                        .fails(FailureReason.MALFORMED_RESPONSE, 200),
                once(
                                "two lengths",
                                wire ->
                                        wire.send(
                                                        head(
                                                                200,
                                                                JSON,
                                                                "Content-Length: 20",
                                                                "Content-Length: " + GOOD.length))
                                                .send(GOOD)
                                                .awaitGone())
                        .fails(FailureReason.CONNECTION, Expected.NO_HEAD),
                once(
                                "a negative length",
                                wire ->
                                        wire.send(head(200, JSON, "Content-Length: -1"))
                                                .awaitGone())
                        .fails(FailureReason.CONNECTION, Expected.NO_HEAD),
                once("no length", wire -> wire.send(head(200, JSON)).send(GOOD).close())
                        .completes(200),
                once(
                                "HTTP/1.0 without length",
                                wire -> wire.send("HTTP/1.0 200 OK\r\n\r\n").send(GOOD).close())
                        .completes(200),
                thrice("a length too long, once", wire -> tooLong(wire).close(), good())
                        .completes(200, 200));
    }

    private static Wire tooLong(Wire wire) throws IOException {
        return wire.send(head(200, JSON, "Content-Length: 10000")).send(GOOD);
    }

    private static List<FaultCase> chunks() {
        byte[] first = Arrays.copyOf(GOOD, 50);
        byte[] second = Arrays.copyOfRange(GOOD, 50, GOOD.length);
        return List.of(
                once(
                                "good chunks",
                                wire ->
                                        wire.send(head(200, JSON, CHUNKED))
                                                .send(chunk(first))
                                                .send(chunk(second))
                                                .send("0\r\n\r\n"))
                        .completes(200),
                once(
                                "chunks cut off",
                                wire ->
                                        wire.send(head(200, JSON, CHUNKED))
                                                .send(chunk(first))
                                                .close())
                        .fails(FailureReason.CONNECTION, 200),
                once(
                                "chunks without the last one",
                                wire ->
                                        wire.send(head(200, JSON, CHUNKED))
                                                .send(chunk(GOOD))
                                                .close())
                        .fails(FailureReason.CONNECTION, 200),
                once(
                                "chunks, then silence",
                                wire ->
                                        wire.send(head(200, JSON, CHUNKED))
                                                .send(chunk(GOOD))
                                                .awaitGone())
                        .fails(FailureReason.TIMEOUT, 200),
                once(
                                "chunks of nonsense",
                                wire ->
                                        wire.send(head(200, JSON, CHUNKED))
                                                .send("zz\r\n")
                                                .send(GOOD)
                                                .awaitGone())
                        .fails(FailureReason.CONNECTION, 200));
    }

    private static List<FaultCase> compressions() {
        byte[] damaged = ZIPPED.clone();
        for (int i = 15; i < damaged.length; i++) {
            damaged[i] ^= 0x55;
        }
        byte[] wrongSum = ZIPPED.clone();
        wrongSum[wrongSum.length - 8] ^= 1;
        byte[] raw =
                compressed(stream -> new DeflaterOutputStream(stream, new Deflater(9, true)), GOOD);
        return List.of(
                once("gzip", whole(200, ZIPPED, JSON, GZIP)).completes(200),
                once(
                                "deflate",
                                whole(
                                        200,
                                        compressed(DeflaterOutputStream::new, GOOD),
                                        JSON,
                                        "Content-Encoding: deflate"))
                        .completes(200),
                once("deflate without its head", whole(200, raw, JSON, "Content-Encoding: deflate"))
                        .completes(200),
                once(
                                "gzip in chunks",
                                wire ->
                                        wire.send(head(200, JSON, GZIP, CHUNKED))
                                                .send(chunk(ZIPPED))
                                                .send("0\r\n\r\n"))
                        .completes(200),
                once("damaged gzip", whole(200, damaged, JSON, GZIP))
                        .fails(FailureReason.CONNECTION, 200),
                once("gzip with a wrong sum", whole(200, wrongSum, JSON, GZIP))
                        .fails(FailureReason.CONNECTION, 200),
                once(
                                "half of gzip",
                                whole(200, Arrays.copyOf(ZIPPED, ZIPPED.length / 2), JSON, GZIP))
                        .fails(FailureReason.MALFORMED_RESPONSE, 200),
                once("gzip that is none", whole(200, GOOD, JSON, GZIP))
                        .fails(FailureReason.CONNECTION, 200),
                once("gzip nobody told of", whole(200, ZIPPED, JSON))
                        .fails(FailureReason.MALFORMED_RESPONSE, 200),
                once(
                                "gzip in gzip",
                                whole(200, compressed(GZIPOutputStream::new, ZIPPED), JSON, GZIP))
                        .fails(FailureReason.MALFORMED_RESPONSE, 200),
                once("an unknown encoding", whole(200, ZIPPED, JSON, "Content-Encoding: rot13"))
                        .fails(FailureReason.MALFORMED_RESPONSE, 200));
    }

    /** Every byte of an answer that is allowed comes through. */
    private static List<FaultCase> allowed() {
        return List.of(
                at(ROOMY, "20 MB of text", wire -> json(200, large()).play(wire))
                        .completesWith(LARGE_TEXT, 200),
                at(ROOMY, "20 MB of text and a byte", wire -> json(200, large() + " ").play(wire))
                        .fails(FailureReason.RESPONSE_TOO_LARGE, 200));
    }

    private static String large() {
        return ANSWER.replace(Replies.TEXT, LARGE_TEXT);
    }

    /** The default size limit is 8 MiB, of what is left after decompression. */
    private static List<FaultCase> sizes() {
        byte[] large = utf8(ANSWER + " ".repeat(20_000_000));
        byte[] allowed = utf8(ANSWER + " ".repeat(4 * MIB));
        byte[] bomb = compressed(GZIPOutputStream::new, new byte[64 * MIB]);
        return List.of(
                once("20 MB", whole(200, large, JSON)).fails(FailureReason.RESPONSE_TOO_LARGE, 200),
                once(
                                "20 MB in one chunk",
                                wire ->
                                        wire.send(head(200, JSON, CHUNKED))
                                                .send(chunk(large))
                                                .send("0\r\n\r\n"))
                        .fails(FailureReason.RESPONSE_TOO_LARGE, 200),
                once("an error of 20 MB", whole(500, large, JSON))
                        .fails(FailureReason.RESPONSE_TOO_LARGE, 500),
                once("4 MiB", whole(200, allowed, JSON)).completes(200),
                once("a gzip bomb", whole(200, bomb, JSON, GZIP))
                        .fails(FailureReason.RESPONSE_TOO_LARGE, 200),
                once(
                                "4 MiB in gzip",
                                whole(200, compressed(GZIPOutputStream::new, allowed), JSON, GZIP))
                        .completes(200));
    }
}
