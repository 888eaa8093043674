package dev.sluice.schemas;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Encoder and decoder of one record type, as writer and reader of the same version. */
record Codec<T extends SpecificRecord>(
        Schema schema, RecordEncoder<T> encoder, RecordDecoder<T> decoder) {
    static final int ID = 0x01020304;

    static <T extends SpecificRecord> Codec<T> of(Class<T> type) {
        Schema plain = PlainSchema.of(SpecificData.get().getSchema(type));
        return new Codec<>(plain, new RecordEncoder<>(plain, ID), new RecordDecoder<>(type));
    }

    byte[] encode(T record) {
        return encoder.encode(record);
    }

    T decode(byte[] value) throws UnreadableRecordException {
        return decoder.decode(value, schema);
    }
}
