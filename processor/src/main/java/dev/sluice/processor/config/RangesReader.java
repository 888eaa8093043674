package dev.sluice.processor.config;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Reads what an endpoint takes as values of request fields. */
final class RangesReader {
    /** Takes a profile's range away. */
    static final String NONE = "none";

    private final Values values;
    private final Problems problems;

    RangesReader(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /** The ranges that stand below a section. */
    Map<RangedField, Range> read(String section) {
        return read(section, Map.of());
    }

    /** The ranges that stand below a section, and of these defaults what it does not change. */
    Map<RangedField, Range> read(String section, Map<RangedField, Range> defaults) {
        Map<RangedField, Range> ranges = new EnumMap<>(RangedField.class);
        ranges.putAll(defaults);
        String prefix = section + "." + EndpointKeys.RANGES;
        for (String name : values.below(prefix).keySet()) {
            String key = prefix + "." + name;
            Optional<RangedField> field = RangedField.of(name);
            if (field.isEmpty()) {
                problems.add(
                        key,
                        "is not a field that has a range"
                                + NearMatch.hint(name, RangedField.fields())
                                + values.origin(key));
                continue;
            }
            values.find(Key.of(key, RangesReader::parse))
                    .ifPresent(
                            range ->
                                    range.ifPresentOrElse(
                                            present -> ranges.put(field.get(), present),
                                            () -> ranges.remove(field.get())));
        }
        return ranges;
    }

    private static Optional<Range> parse(String text) {
        return NONE.equals(text) ? Optional.empty() : Optional.of(Range.parse(text));
    }
}
