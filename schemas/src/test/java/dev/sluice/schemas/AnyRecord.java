package dev.sluice.schemas;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Any value that a schema allows, so that a field added later is tested without anybody thinking of it. */
final class AnyRecord {
    private final boolean nulls;

    private AnyRecord(boolean nulls) {
        this.nulls = nulls;
    }

    /** Records with any mixture of fields set and left out. */
    static <T extends SpecificRecord> Arbitrary<T> of(Class<T> type) {
        return new AnyRecord(true).record(SpecificData.get().getSchema(type)).map(type::cast);
    }

    /** Records with every field set, and at least one element in every list. */
    static <T extends SpecificRecord> Arbitrary<T> full(Class<T> type) {
        return new AnyRecord(false).record(SpecificData.get().getSchema(type)).map(type::cast);
    }

    private Arbitrary<Object> record(Schema schema) {
        List<Arbitrary<Object>> fields =
                schema.getFields().stream().map(field -> value(field.schema())).toList();
        return Combinators.combine(fields)
                .as(
                        values -> {
                            SpecificRecord record =
                                    (SpecificRecord) SpecificData.get().newRecord(null, schema);
                            for (int i = 0; i < values.size(); i++) {
                                record.put(i, values.get(i));
                            }
                            return record;
                        });
    }

    private Arbitrary<Object> value(Schema schema) {
        LogicalType meaning = schema.getLogicalType();
        if (meaning instanceof LogicalTypes.TimestampMillis) {
            return Arbitraries.longs().map(Instant::ofEpochMilli).map(Object.class::cast);
        }
        if (meaning instanceof LogicalTypes.TimestampMicros) {
            return Arbitraries.longs().map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
        }
        if (meaning instanceof LogicalTypes.Decimal decimal) {
            BigInteger most = BigInteger.TEN.pow(decimal.getPrecision()).subtract(BigInteger.ONE);
            return Arbitraries.bigIntegers()
                    .between(most.negate(), most)
                    .map(digits -> new BigDecimal(digits, decimal.getScale()));
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case UNION -> union(schema);
            case ARRAY ->
                    value(schema.getElementType())
                            .list()
                            .ofMinSize(nulls ? 0 : 1)
                            .ofMaxSize(3)
                            .map(Object.class::cast);
            case MAP ->
                    Arbitraries.maps(text(), value(schema.getValueType()))
                            .ofMinSize(nulls ? 0 : 1)
                            .ofMaxSize(3)
                            .map(Object.class::cast);
            case ENUM ->
                    Arbitraries.of(schema.getEnumSymbols())
                            .map(symbol -> SpecificData.get().createEnum(symbol, schema));
            case STRING -> text().map(Object.class::cast);
            case BYTES ->
                    Arbitraries.bytes().array(byte[].class).ofMaxSize(20).map(ByteBuffer::wrap);
            case INT -> Arbitraries.integers().map(Object.class::cast);
            case LONG -> Arbitraries.longs().map(Object.class::cast);
            case DOUBLE -> Arbitraries.doubles().map(Object.class::cast);
            case BOOLEAN -> Arbitraries.of(true, false);
            case NULL, FIXED, FLOAT ->
                    throw new IllegalArgumentException("no record has a " + schema.getType());
        };
    }

    private Arbitrary<Object> union(Schema schema) {
        List<Arbitrary<Object>> branches =
                schema.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .map(this::value)
                        .toList();
        Arbitrary<Object> set = Arbitraries.oneOf(branches);
        return nulls && schema.isNullable() ? set.injectNull(0.4) : set;
    }

    /** Text of every kind but halves of surrogate pairs, which no UTF-8 can hold. */
    private static Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withCharRange('\0', '\ud7ff').ofMaxLength(12),
                Arbitraries.of(
                        "", "plain", "ünïcödé", "\ud83d\ude00 emoji", "{\"json\":[1,null]}"));
    }
}
