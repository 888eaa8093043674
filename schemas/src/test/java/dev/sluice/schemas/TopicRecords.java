package dev.sluice.schemas;

import dev.sluice.v1.ChatChunk;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.LimitSetting;
import dev.sluice.v1.UsageTotals;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The records that stand on topics, and so are the contract. */
final class TopicRecords {
    static final List<Class<? extends SpecificRecord>> TYPES =
            List.of(
                    ChatRequest.class,
                    ChatCompletion.class,
                    ChatFailure.class,
                    ChatChunk.class,
                    UsageTotals.class,
                    LimitSetting.class);

    private TopicRecords() {}

    /** Their schemas, as other languages see them. */
    static List<Schema> schemas() {
        return TYPES.stream()
                .map(type -> PlainSchema.of(SpecificData.get().getSchema(type)))
                .toList();
    }
}
