package dev.sluice.schemas;

import org.apache.avro.Conversion;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Tells Avro that the generated records may be created from schemas that name them.
 *
 * <p>Avro 1.12.2 creates no class by name that is not on its list of trusted ones, generated classes included, and
 * even a builder does so for a default. The list is otherwise set by system properties, which every user of these
 * records would have to know of. This adds the package of the records to the list that is in force, and nothing else.
 *
 * <p>Avro loads conversions as services whenever it makes the model of a generated class, before the first record
 * can exist. That is why this poses as one; it converts nothing.
 */
public final class TrustedRecords extends Conversion<TrustedRecords> {
    private static final String PACKAGE = "dev.sluice.v1";

    private static final ClassSecurityPredicate OURS =
            type -> type.getPackageName().equals(PACKAGE);

    static {
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), OURS));
    }

    @Override
    public Class<TrustedRecords> getConvertedType() {
        return TrustedRecords.class;
    }

    @Override
    public String getLogicalTypeName() {
        return "sluice-trusted-records";
    }
}
