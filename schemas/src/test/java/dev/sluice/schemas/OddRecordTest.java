package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Cost;
import dev.sluice.v1.Priority;
import dev.sluice.v1.UsageTotals;
import dev.sluice.v1.WindowSize;
import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.time.Instant;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records as only untyped code can make them, or with values out of range: Avro takes some and refuses others. */
class OddRecordTest {
    @ParameterizedTest(name = "{index}")
    @MethodSource
    void whatAvroTakesIsWrittenAsByAvro(SpecificRecord record) {
        byte[] written = encode(record);
        assertThat(Arrays.copyOfRange(written, WireFormat.HEADER_BYTES, written.length))
                .isEqualTo(AvrosWriter.write(record));
        assertThat(WireFormat.schemaId(written)).hasValue(Codec.ID);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource
    void whatAvroRefusesIsRefused(SpecificRecord record) {
        assertThatThrownBy(() -> AvrosWriter.write(record)).isNotNull();
        assertThatExceptionOfType(UnwritableRecordException.class)
                .isThrownBy(() -> encode(record))
                .withMessageStartingWith(record.getSchema().getName())
                .withMessageNotContaining(Samples.PROMPT)
                .withNoCause();
    }

    static Stream<SpecificRecord> whatAvroTakesIsWrittenAsByAvro() {
        return Stream.of(
                content(new Utf8("ünï")),
                content(CharBuffer.wrap("text")),
                content(new BigDecimal("1.50")),
                content(new TreeSet<>(List.of())),
                stop(List.of(new Utf8("a"), "b")),
                messages(ofAnotherClass(Samples.message("text"))),
                bias(Map.of("1", 5)),
                bias(Map.of(new Utf8("1"), 0.5)),
                bias(Map.of(1, 0.5)),
                total(BigDecimal.TEN),
                costing(new BigDecimal("12")),
                costing(new BigDecimal("1E+3")),
                costing(new BigDecimal("0.5") {}));
    }

    static Stream<SpecificRecord> whatAvroRefusesIsRefused() {
        ChatCompletion noPosition = Samples.completion();
        noPosition.setPosition(null);
        ChatCompletion noTime = Samples.completion();
        noTime.getTimings().put("appended_at", null);
        ChatCompletion timeless = Samples.completion();
        timeless.getTimings().setAppendedAt(Instant.MAX);
        ChatCompletion neverAdmitted = Samples.completion();
        neverAdmitted.getTimings().setAdmittedAt(Instant.MIN);
        return Stream.of(
                noPosition,
                noTime,
                timeless,
                neverAdmitted,
                content(5),
                content(Map.of(Samples.PROMPT, 1)),
                content(Priority.HIGH),
                content(Samples.message("a record, and no branch of it")),
                content(List.of(Samples.PROMPT)),
                content(Collections.singletonList(null)),
                stop(List.of(1)),
                stop(shrinking("a")),
                messages(null),
                messages(Samples.PROMPT),
                bias(Map.of(Samples.PROMPT, "no number")),
                bias(Collections.singletonMap(Samples.PROMPT, null)),
                bias(Collections.singletonMap(null, 0.5)),
                with("logit_bias", shrinkingMap()),
                total(new BigDecimal("0.5") {}),
                total(new BigDecimal("1E-13")),
                costing(null),
                costing(new BigDecimal("1E-13")),
                costing(new BigDecimal("1E+27")));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("whatAvroRefusesIsRefused")
    void whatIsRefusedLeavesNothingForTheNext(SpecificRecord record) {
        RecordEncoder<SpecificRecord> encoder = new RecordEncoder<>(record.getSchema(), Codec.ID);
        SpecificRecord sound = sound(record.getClass());
        byte[] before = encoder.encode(sound);
        assertThatExceptionOfType(UnwritableRecordException.class)
                .isThrownBy(() -> encoder.encode(record));
        assertThat(encoder.encode(sound)).isEqualTo(before);
    }

    private static SpecificRecord sound(Class<?> type) {
        return Stream.of(Samples.request(), Samples.completion(), total(BigDecimal.ONE))
                .filter(type::isInstance)
                .findAny()
                .orElseThrow();
    }

    private static byte[] encode(SpecificRecord record) {
        return new RecordEncoder<>(record.getSchema(), Codec.ID).encode(record);
    }

    private static ChatRequest content(Object content) {
        ChatRequest request = Samples.request();
        request.setMessages(List.of(Samples.message("first"), Samples.message(content)));
        return request;
    }

    private static ChatRequest stop(Object stop) {
        ChatRequest request = Samples.request();
        request.setStop(stop);
        return request;
    }

    private static ChatRequest messages(@Nullable Object message) {
        return with("messages", Collections.singletonList(message));
    }

    private static ChatMessage ofAnotherClass(ChatMessage message) {
        ChatMessage another = new ChatMessage() {};
        for (int i = 0; i < message.getSchema().getFields().size(); i++) {
            another.put(i, message.get(i));
        }
        return another;
    }

    private static ChatRequest bias(Map<?, ?> bias) {
        return with("logit_bias", new HashMap<>(bias));
    }

    private static ChatRequest with(String field, Object value) {
        ChatRequest request = Samples.request();
        request.put(field, value);
        return request;
    }

    private static ChatCompletion costing(@Nullable BigDecimal amount) {
        ChatCompletion completion = Samples.completion();
        completion.setCost(new Cost(amount, "USD", null));
        return completion;
    }

    private static UsageTotals total(BigDecimal cost) {
        UsageTotals totals = new UsageTotals();
        totals.setTenant("t");
        totals.setModel("m");
        totals.setEndpoint("e");
        totals.setWindow(WindowSize.HOUR);
        totals.setWindowStart(Samples.TIME);
        totals.setWindowEnd(Samples.TIME);
        totals.setOtherCosts(List.of());
        totals.setCost(cost);
        return totals;
    }

    /** A collection of one element that says it has two, as one may that another thread changes. */
    private static AbstractCollection<String> shrinking(String only) {
        return new AbstractCollection<>() {
            @Override
            public int size() {
                return 2;
            }

            @Override
            public Iterator<String> iterator() {
                return List.of(only).iterator();
            }
        };
    }

    /** Such a map. */
    private static Map<String, Double> shrinkingMap() {
        return new AbstractMap<>() {
            @Override
            public int size() {
                return 2;
            }

            @Override
            public Set<Map.Entry<String, Double>> entrySet() {
                return Map.of("only", 0.5).entrySet();
            }
        };
    }
}
