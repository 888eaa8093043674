package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.ContentPart;
import dev.sluice.v1.Cost;
import dev.sluice.v1.Priority;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
    private final Codec<ChatRequest> requests = Codec.of(ChatRequest.class);
    private final Codec<ChatCompletion> completions = Codec.of(ChatCompletion.class);

    @Test
    void theHeaderIsConfluents() {
        assertThat(requests.encode(Samples.request())).startsWith(0, 1, 2, 3, 4);
        assertThat(WireFormat.schemaId(requests.encode(Samples.request()))).hasValue(Codec.ID);
    }

    @Test
    void withoutARegistryTheHeaderIsThatOfASingleObject() throws Exception {
        byte[] value =
                RecordEncoder.singleObject(ChatCompletion.class).encode(Samples.completion());
        assertThat(value)
                .isEqualTo(ChatCompletion.getEncoder().encode(Samples.completion()).array());
        assertThat(ChatCompletion.getDecoder().decode(value)).isEqualTo(Samples.completion());
    }

    @Test
    void fieldsComeBackInJavasOwnTypes() throws Exception {
        ChatRequest request = requests.decode(requests.encode(Samples.request()));
        assertThat(request.getDeadline()).isEqualTo(Samples.request().getDeadline());
        assertThat(request.getPriority()).isEqualTo(Priority.NORMAL);
        assertThat(request.getLogitBias()).isEqualTo(Map.of("50256", -100.0));
        assertThat(request.getStop()).isEqualTo(List.of("a", "b"));
        assertThat(request.getMessages().get(0).getContent()).isEqualTo(Samples.PROMPT);
        assertThat(request.getMessages().get(1).getContent())
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .hasOnlyElementsOfType(ContentPart.class)
                .hasSize(2);
    }

    @Test
    void timesAreExactToTheMicrosecondAndMoneyToItsLastPlace() throws Exception {
        ChatCompletion completion = completions.decode(completions.encode(Samples.completion()));
        assertThat(completion.getTimings().getAppendedAt()).isEqualTo(Samples.TIME);
        assertThat(completion.getTimings().getAnsweredAt()).isEqualTo(Samples.TIME.plusSeconds(1));
        assertThat(completion.getCost().getAmount()).isEqualTo(new BigDecimal("0.000000000001"));
    }

    @Test
    void anAmountWithMorePlacesThanTheSchemaIsRefusedRatherThanRounded() {
        ChatCompletion completion = Samples.completion();
        completion.setCost(new Cost(new BigDecimal("0.0000000000001"), "USD", null));
        assertThatExceptionOfType(UnwritableRecordException.class)
                .isThrownBy(() -> completions.encode(completion));
    }

    @Test
    void aMissingFieldIsNamedAndContentIsNot() {
        ChatRequest request = Samples.request();
        request.setModel(null);
        assertThatExceptionOfType(UnwritableRecordException.class)
                .isThrownBy(() -> requests.encode(request))
                .withMessageContaining("model")
                .withMessageNotContaining(Samples.PROMPT)
                .withNoCause();
    }

    @Test
    void aWrongTypeIsReportedWithoutItsContent() {
        ChatRequest request = Samples.request();
        request.setMessages(List.of(Samples.message(List.of(Samples.PROMPT))));
        request.setStop(Map.of(Samples.PROMPT, 1));
        assertThatExceptionOfType(UnwritableRecordException.class)
                .isThrownBy(() -> requests.encode(request))
                .withMessageNotContaining(Samples.PROMPT)
                .withNoCause();
    }

    @Test
    void aFailedRecordLeavesNothingForTheNext() throws Exception {
        ChatRequest broken = Samples.request();
        broken.setModel(null);
        assertThatExceptionOfType(UnwritableRecordException.class)
                .isThrownBy(() -> requests.encode(broken));
        assertThat(requests.decode(requests.encode(Samples.request())))
                .isEqualTo(Samples.request());
    }

    @Test
    void aLargeRecordSurvivesAndSoDoesTheNext() throws Exception {
        ChatRequest large = Samples.request();
        large.setMessages(List.of(Samples.message("é".repeat(2_500_000))));
        assertThat(requests.decode(requests.encode(large))).isEqualTo(large);
        assertThat(requests.decode(requests.encode(Samples.request())))
                .isEqualTo(Samples.request());
    }

    @Test
    void anEncoderWantsItsClassesOwnSchema() {
        Schema other = SchemaEdits.without(requests.schema(), "tenant");
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordEncoder<>(other, 1));
        Schema foreign = Schema.createRecord("Nobody", null, "dev.sluice.v1", false, List.of());
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordEncoder<>(foreign, 1));
    }

    @Test
    void threadsShareEncoderAndDecoder() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Stream<Callable<Boolean>> tasks =
                    IntStream.range(0, 2_000).mapToObj(i -> () -> survives("text " + i));
            for (Future<Boolean> done : threads.invokeAll(tasks.toList())) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean survives(String text) throws UnreadableRecordException {
        ChatRequest request = Samples.request();
        ChatMessage message = Samples.message(text.repeat(100));
        request.setMessages(List.of(message, message));
        return requests.decode(requests.encode(request)).equals(request);
    }
}
