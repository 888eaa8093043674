package dev.sluice.v1;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * A record by hand, for what no record of the contract has yet and Avro allows: records within their own kind, null behind
 * the other branch, unions without null or of all kinds, and nulls in maps. It is in this package as Avro trusts no other.
 */
public final class Tree extends SpecificRecordBase {
    /** One field of each kind. */
    public static final Schema SCHEMA =
            new Schema.Parser()
                    .parse(
                            """
                            {"type": "record", "name": "Tree", "namespace": "dev.sluice.v1", "fields": [
                              {"name": "children", "type": {"type": "array", "items": "Tree"}},
                              {"name": "parent", "type": ["Tree", "null"]},
                              {"name": "age", "type": ["null", "long"]},
                              {"name": "weight", "type": "float"},
                              {"name": "leaf", "type": ["int", "bytes", "Tree", "boolean"]},
                              {"name": "late", "type": ["double", "string", "null"]},
                              {"name": "notes", "type": {"type": "map", "values": ["null", "long"]}}]}
                            """);

    private final Object[] fields = {List.of(), null, null, 0f, 0, null, Map.of()};

    @Override
    public Schema getSchema() {
        return SCHEMA;
    }

    @Override
    public Object get(int field) {
        return fields[field];
    }

    @Override
    public void put(int field, Object value) {
        fields[field] = value;
    }

    /** This tree, with one field set. */
    public Tree with(String field, Object value) {
        put(SCHEMA.getField(field).pos(), value);
        return this;
    }
}
