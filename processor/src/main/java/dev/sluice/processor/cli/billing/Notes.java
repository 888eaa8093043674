package dev.sluice.processor.cli.billing;

import dev.sluice.processor.usage.Count;
import dev.sluice.processor.usage.Tally;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a reader of sums has to know of them: what they do not hold, and what in them is not exact. */
final class Notes {
    private static final Map<Count, String> TEXTS = texts();

    private Notes() {}

    /** A sentence on each that occurs. */
    static List<String> of(Tally tally) {
        return TEXTS.entrySet().stream()
                .filter(text -> tally.get(text.getKey()) > 0)
                .map(text -> text.getValue().formatted(tally.get(text.getKey())))
                .toList();
    }

    private static Map<Count, String> texts() {
        Map<Count, String> texts = new LinkedHashMap<>();
        texts.put(
                Count.UNPRICED_REQUESTS,
                "Unpriced: %d requests have no price; they are in no cost.");
        texts.put(
                Count.UNKNOWN_USAGE_REQUESTS,
                "Unknown: of %d requests the tokens are not known; these are in no sum.");
        texts.put(Count.ESTIMATED_REQUESTS, "Estimated: of %d requests the tokens are estimated.");
        texts.put(
                Count.FAILED_REQUESTS,
                "Failed: %d requests were not answered; they are in no sum.");
        return Collections.unmodifiableMap(texts);
    }
}
