package dev.sluice.processor.admission;

import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaIncompatibilityType;

/** Tells a writer who left out a field from one who wrote rubbish: the former can be told what to add. */
final class MissingFields {
    private MissingFields() {}

    /**
     * The first field without a default that the reader needs and the writer's schema has not got.
     *
     * @return its name; empty where they are different records, or differ in another way or not at all
     */
    static Optional<String> first(Schema writer, Schema reader) {
        if (!writer.getFullName().equals(reader.getFullName())) {
            return Optional.empty();
        }
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .filter(
                        incompatibility ->
                                incompatibility.getType()
                                        == SchemaIncompatibilityType
                                                .READER_FIELD_MISSING_DEFAULT_VALUE)
                // Avro gives the field's name as the message of this kind.
                .map(Incompatibility::getMessage)
                .findFirst();
    }
}
