package dev.sluice.schemas;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Conversion;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/**
 * Makes a writer for a schema, with everything that the schema alone decides looked up beforehand. Avro has such a thing
 * for reading; its writer looks up branches, conversions and fields for each value.
 */
final class WriterCompiler {
    private final SpecificData model;
    private final Map<String, RecordWriter> records = new HashMap<>();

    private WriterCompiler(SpecificData model) {
        this.model = model;
    }

    /**
     * @param model the model of the generated class, which has the conversions of its logical types
     * @throws IllegalArgumentException if the schema has a type that no generated class of ours has
     */
    static ValueWriter compile(Schema schema, SpecificData model) {
        return new WriterCompiler(model).writer(schema);
    }

    private ValueWriter writer(Schema schema) {
        Conversion<?> conversion = model.getConversionFor(schema.getLogicalType());
        return conversion == null
                ? raw(schema)
                : new ConvertedWriter(schema, conversion, raw(schema));
    }

    private ValueWriter raw(Schema schema) {
        return switch (schema.getType()) {
            case BOOLEAN -> ScalarWriter.BOOLEAN;
            case INT -> ScalarWriter.INT;
            case LONG -> ScalarWriter.LONG;
            case FLOAT -> ScalarWriter.FLOAT;
            case DOUBLE -> ScalarWriter.DOUBLE;
            case STRING -> ScalarWriter.STRING;
            case BYTES -> ScalarWriter.BYTES;
            case ENUM -> new EnumWriter(generated(schema));
            case ARRAY -> new ArrayWriter(writer(schema.getElementType()));
            case MAP -> new MapWriter(writer(schema.getValueType()));
            case UNION -> union(schema.getTypes());
            case RECORD -> record(schema);
            case FIXED, NULL ->
                    throw new IllegalArgumentException(
                            "no writer for the type " + schema.getType() + " on its own");
        };
    }

    private ValueWriter union(List<Schema> types) {
        return new UnionWriter(
                nothing(types),
                IntStream.range(0, types.size())
                        .filter(i -> !isNull(types.get(i)))
                        .mapToObj(i -> new UnionWriter.Branch(i, writer(types.get(i))))
                        .toArray(UnionWriter.Branch[]::new));
    }

    private ValueWriter record(Schema schema) {
        RecordWriter known = records.get(schema.getFullName());
        if (known != null) {
            return known;
        }
        RecordWriter.Field[] fields = new RecordWriter.Field[schema.getFields().size()];
        RecordWriter writer = new RecordWriter(generated(schema), fields);
        // Before its fields, one of which may lead back to it.
        records.put(schema.getFullName(), writer);
        for (Schema.Field field : schema.getFields()) {
            fields[field.pos()] = field(field.schema());
        }
        return writer;
    }

    private RecordWriter.Field field(Schema schema) {
        if (schema.isUnion() && schema.isNullable() && schema.getTypes().size() == 2) {
            int nothing = nothing(schema.getTypes());
            return new RecordWriter.Field(nothing, writer(schema.getTypes().get(1 - nothing)));
        }
        return new RecordWriter.Field(RecordWriter.Field.REQUIRED, writer(schema));
    }

    private Class<?> generated(Schema schema) {
        Class<?> type = model.getClass(schema);
        if (type == null) {
            throw new IllegalArgumentException("no generated class for " + schema.getFullName());
        }
        return type;
    }

    private static int nothing(List<Schema> types) {
        return IntStream.range(0, types.size())
                .filter(i -> isNull(types.get(i)))
                .findFirst()
                .orElse(UnionWriter.NONE);
    }

    private static boolean isNull(Schema schema) {
        return schema.getType() == Schema.Type.NULL;
    }
}
