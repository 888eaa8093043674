package dev.sluice.schemas;

import dev.sluice.v1.ChatChunk;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.UsageTotals;

/** A serde for each record that stands on a topic of its own. Call {@link AvroSerde#configure} before use. */
public final class AvroSerdes {
    private AvroSerdes() {}

    /** For the request topic. */
    public static AvroSerde<ChatRequest> chatRequest() {
        return new AvroSerde<>(ChatRequest.class);
    }

    /** For the completion topic. */
    public static AvroSerde<ChatCompletion> chatCompletion() {
        return new AvroSerde<>(ChatCompletion.class);
    }

    /** For the failure topic. */
    public static AvroSerde<ChatFailure> chatFailure() {
        return new AvroSerde<>(ChatFailure.class);
    }

    /** For the chunk topic. */
    public static AvroSerde<ChatChunk> chatChunk() {
        return new AvroSerde<>(ChatChunk.class);
    }

    /** For the usage topic. */
    public static AvroSerde<UsageTotals> usageTotals() {
        return new AvroSerde<>(UsageTotals.class);
    }
}
