package dev.sluice.processor.usage;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What is stored and passed on, as bytes: Avro's single-object encoding, whose schema fingerprint lets a later version read
 * what an earlier one left.
 */
final class RowCodec {
    static {
        // Avro creates no class by name that it was not told to trust, generated ones included.
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(
                        ClassSecurityValidator.getGlobal(),
                        type ->
                                type == UsageRow.class
                                        || type == UsageDelta.class
                                        || type == UsageCalls.class
                                        || type == CallsRow.class
                                        || type == UsageAmount.class));
    }

    private static final BinaryMessageEncoder<UsageDelta> DELTA_ENCODER = UsageDelta.getEncoder();
    private static final BinaryMessageDecoder<UsageDelta> DELTA_DECODER = UsageDelta.getDecoder();
    private static final BinaryMessageEncoder<CallsRow> CALLS_ENCODER = CallsRow.getEncoder();
    private static final BinaryMessageDecoder<CallsRow> CALLS_DECODER = CallsRow.getDecoder();
    private static final BinaryMessageEncoder<UsageRow> ROW_ENCODER = UsageRow.getEncoder();
    private static final BinaryMessageDecoder<UsageRow> ROW_DECODER = UsageRow.getDecoder();

    private RowCodec() {}

    static byte[] encode(Delta delta) {
        Account account = delta.account();
        Tally tally = delta.tally();
        return encode(
                DELTA_ENCODER,
                new UsageDelta(
                        account.tenant(),
                        account.model(),
                        account.endpoint(),
                        delta.minute(),
                        tally.counts(),
                        amounts(tally),
                        null));
    }

    static byte[] encode(SentCalls calls) {
        return encode(
                DELTA_ENCODER,
                new UsageDelta(
                        "",
                        "",
                        calls.endpoint(),
                        0L,
                        List.of(),
                        List.of(),
                        new UsageCalls(
                                calls.instance(),
                                calls.recorded(),
                                calls.sent().isPresent() ? calls.sent().getAsLong() : null)));
    }

    static Posting posting(byte[] bytes) {
        UsageDelta delta = decode(DELTA_DECODER, bytes);
        UsageCalls calls = delta.getCalls();
        if (calls != null) {
            Long sent = calls.getSent();
            return new SentCalls(
                    calls.getInstance(),
                    delta.getEndpoint(),
                    calls.getRecorded(),
                    sent == null ? OptionalLong.empty() : OptionalLong.of(sent));
        }
        return new Delta(
                new Account(delta.getTenant(), delta.getModel(), delta.getEndpoint()),
                delta.getMinute(),
                Tally.of(delta.getCounts(), costs(delta.getCosts())));
    }

    static byte[] encode(CallsRow row) {
        return encode(CALLS_ENCODER, row);
    }

    static CallsRow calls(byte[] bytes) {
        return decode(CALLS_DECODER, bytes);
    }

    static byte[] encode(Row row) {
        Tally tally = row.tally();
        return encode(ROW_ENCODER, new UsageRow(row.version(), tally.counts(), amounts(tally)));
    }

    static Row row(byte[] bytes) {
        UsageRow row = decode(ROW_DECODER, bytes);
        return new Row(row.getVersion(), Tally.of(row.getCounts(), costs(row.getCosts())));
    }

    private static <T> byte[] encode(BinaryMessageEncoder<T> encoder, T record) {
        try {
            ByteBuffer buffer = encoder.encode(record);
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new SerializationException("Cannot write usage", e);
        }
    }

    private static <T> T decode(BinaryMessageDecoder<T> decoder, byte[] bytes) {
        try {
            return decoder.decode(bytes);
        } catch (IOException | AvroRuntimeException e) {
            throw new SerializationException("Cannot read usage", e);
        }
    }

    private static List<UsageAmount> amounts(Tally tally) {
        List<UsageAmount> amounts = new ArrayList<>();
        tally.costs()
                .forEach(
                        (currency, amount) ->
                                amounts.add(new UsageAmount(currency, amount.toString())));
        return amounts;
    }

    private static Map<String, BigDecimal> costs(List<UsageAmount> amounts) {
        Map<String, BigDecimal> costs = new TreeMap<>();
        amounts.forEach(
                amount -> costs.put(amount.getCurrency(), new BigDecimal(amount.getAmount())));
        return costs;
    }
}
