package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.ChatRequest;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.apache.avro.specific.SpecificRecord;

/** Whatever record is written, the same is read. */
class RoundTripTest {
    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void anyRequestSurvives(@ForAll("requests") ChatRequest request) throws Exception {
        assertSurvives(request);
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void anyRecordSurvives(@ForAll("records") SpecificRecord record) throws Exception {
        assertSurvives(record);
    }

    @Property(tries = 50, shrinking = ShrinkingMode.OFF)
    void everyFieldSurvives(@ForAll("fullRecords") SpecificRecord record) throws Exception {
        for (int i = 0; i < record.getSchema().getFields().size(); i++) {
            assertThat(record.get(i)).isNotNull();
        }
        assertSurvives(record);
    }

    private static <T extends SpecificRecord> void assertSurvives(T record) throws Exception {
        @SuppressWarnings("unchecked") // A record's class is the class of the record.
        Codec<T> codec = Codec.of((Class<T>) record.getClass());
        byte[] value = codec.encode(record);
        T read = codec.decode(value);
        assertThat(read).isEqualTo(record);
        // Not the same bytes: a map may come out in another order.
        assertThat(codec.encode(read)).hasSameSizeAs(value);
    }

    @Provide
    Arbitrary<ChatRequest> requests() {
        return AnyRecord.of(ChatRequest.class);
    }

    @Provide
    Arbitrary<SpecificRecord> records() {
        return Arbitraries.oneOf(TopicRecords.TYPES.stream().map(RoundTripTest::any).toList());
    }

    @Provide
    Arbitrary<SpecificRecord> fullRecords() {
        return Arbitraries.oneOf(TopicRecords.TYPES.stream().map(RoundTripTest::full).toList());
    }

    private static Arbitrary<SpecificRecord> any(Class<? extends SpecificRecord> type) {
        return AnyRecord.of(type).map(SpecificRecord.class::cast);
    }

    private static Arbitrary<SpecificRecord> full(Class<? extends SpecificRecord> type) {
        return AnyRecord.full(type).map(SpecificRecord.class::cast);
    }
}
