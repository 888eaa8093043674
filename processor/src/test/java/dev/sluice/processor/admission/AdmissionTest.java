package dev.sluice.processor.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.OutcomeEncoder;
import dev.sluice.processor.pending.Verdict;
import dev.sluice.processor.route.Routes;
import dev.sluice.processor.support.EndpointConfigs;
import dev.sluice.schemas.RecordDecoder;
import dev.sluice.schemas.RecordEncoder;
import dev.sluice.schemas.UnreadableRecordException;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Position;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final int REQUEST_ID = 1;
    private static final int UNKNOWN_ID = 404;
    private static final int MAX_BYTES = 2_000;
    private static final Instant NOW = Instant.ofEpochSecond(1_000);
    private static final Instant APPENDED = NOW.minusSeconds(2);
    private static final int MAX_KEPT = 2 * MAX_BYTES;
    private static final Position POSITION = new Position("requests", 3, 42L);

    private final SchemasInMemory registry = new SchemasInMemory();
    private final SchemaResolver resolver = new SchemaResolver(registry, Duration.ofMillis(1));
    private final RecordEncoder<ChatRequest> requests =
            new RecordEncoder<>(ChatRequest.getClassSchema(), REQUEST_ID);
    private final Admission admission =
            new Admission(
                    resolver,
                    new RequestRules(Routes.of(List.of(EndpointConfigs.of("http://localhost:1")))),
                    new OutcomeEncoder(
                            new RecordEncoder<>(ChatCompletion.getClassSchema(), 8),
                            new RecordEncoder<>(ChatFailure.getClassSchema(), 9)),
                    () -> NOW,
                    MAX_BYTES,
                    MAX_KEPT);

    @BeforeEach
    void theSchemaOfRequestsIsKnown() throws InterruptedException {
        registry.register(REQUEST_ID, ChatRequest.getClassSchema());
        settle(REQUEST_ID);
    }

    @AfterEach
    void close() {
        resolver.close();
    }

    @Test
    void aValidRequestIsReady() {
        ChatRequest request = Requests.valid().setDeadline(NOW.plusMillis(1)).build();

        Verdict verdict = read(requests.encode(request));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Ready.class,
                        ready -> {
                            assertThat(ready.subject().request()).isEqualTo(request);
                            assertThat(ready.subject().position()).isEqualTo(POSITION);
                            assertThat(ready.subject().appendedAt()).isEqualTo(APPENDED);
                            assertThat(ready.subject().admittedAt()).isEqualTo(NOW);
                        });
    }

    @Test
    void whatIsNoRecordIsUnreadableAndKept() throws UnreadableRecordException {
        byte[] good = requests.encode(Requests.valid().build());
        for (byte[] value :
                List.of(
                        new byte[0],
                        new byte[4],
                        new byte[] {1, 2, 3, 4, 5, 6},
                        Arrays.copyOf(good, good.length - 1),
                        Arrays.copyOf(good, good.length + 1))) {
            ChatFailure failure = refused(value);
            assertThat(failure.getReason()).isEqualTo(FailureReason.UNREADABLE);
            assertThat(failure.getRaw()).isEqualTo(ByteBuffer.wrap(value));
            assertThat(failure.getRequest()).isNull();
            assertThat(failure.getPosition()).isEqualTo(POSITION);
            assertThat(failure.getTimings().getAppendedAt()).isEqualTo(APPENDED);
        }
    }

    @Test
    void aRecordWithoutValueIsUnreadable() throws UnreadableRecordException {
        ChatFailure failure = refused(null);

        assertThat(failure.getReason()).isEqualTo(FailureReason.UNREADABLE);
        assertThat(failure.getRaw()).isNull();
    }

    @Test
    void theLargestValueIsReadAndALargerOneIsNot() throws UnreadableRecordException {
        int overhead = requests.encode(request(1_000)).length - 1_000;

        assertThat(read(requests.encode(request(MAX_BYTES - overhead))))
                .isInstanceOf(Verdict.Ready.class);
        ChatFailure failure = refused(requests.encode(request(MAX_BYTES - overhead + 1)));
        assertThat(failure.getReason()).isEqualTo(FailureReason.INVALID);
        assertThat(failure.getField()).isEqualTo("(record)");
        assertThat(failure.getMessage()).contains("2,001", "2,000", "admission.max-request-bytes");
        assertThat(failure.getRaw()).isNotNull();
    }

    @Test
    void ofAValueTooLargeForTheFailureTopicTheBeginningIsKept() throws UnreadableRecordException {
        ChatFailure failure = refused(new byte[MAX_KEPT + 1]);

        assertThat(failure.getReason()).isEqualTo(FailureReason.INVALID);
        assertThat(failure.getRaw().remaining()).isEqualTo(MAX_KEPT);
    }

    @Test
    void anotherRecordTypeIsUnreadable() throws Exception {
        registry.register(5, ChatCompletion.getClassSchema());
        settle(5);

        assertThat(refused(withId(5)).getReason()).isEqualTo(FailureReason.UNREADABLE);
    }

    @Test
    void aMissingFieldIsNamed() throws Exception {
        Schema without =
                Schema.createRecord(
                        "ChatRequest",
                        null,
                        "dev.sluice.v1",
                        false,
                        List.of(
                                new Schema.Field("id", Schema.create(Schema.Type.STRING)),
                                new Schema.Field(
                                        ChatRequest.getClassSchema().getField("messages"),
                                        ChatRequest.getClassSchema()
                                                .getField("messages")
                                                .schema())));
        registry.register(5, without);
        settle(5);

        ChatFailure failure = refused(new byte[] {0, 0, 0, 0, 5, 2, 'x', 0});

        assertThat(failure.getReason()).isEqualTo(FailureReason.INVALID);
        assertThat(failure.getField()).isEqualTo("model");
        assertThat(failure.getRaw()).isNotNull();
    }

    @Test
    void aSchemaThatIsNotKnownYetIsFetchedElsewhere() throws Exception {
        registry.register(5, ChatRequest.getClassSchema());
        int before = registry.asked();

        assertThat(read(withId(5))).isEqualTo(new Verdict.AwaitingSchema(5));
        assertThat(registry.asked()).isEqualTo(before);

        settle(5);
        assertThat(read(withId(5))).isInstanceOf(Verdict.Ready.class);
    }

    @Test
    void aSchemaThatTheRegistryDoesNotHaveMakesARecordUnreadable() throws Exception {
        assertThat(read(withId(UNKNOWN_ID))).isEqualTo(new Verdict.AwaitingSchema(UNKNOWN_ID));

        settle(UNKNOWN_ID);

        ChatFailure failure = refused(withId(UNKNOWN_ID));
        assertThat(failure.getReason()).isEqualTo(FailureReason.UNREADABLE);
        assertThat(failure.getMessage()).contains("404");
    }

    @Test
    void aRegistryThatIsDownIsAskedAgainAndNobodyIsToldBefore() throws InterruptedException {
        registry.register(5, ChatRequest.getClassSchema());
        registry.down(true);
        int before = registry.asked();
        CountDownLatch told = new CountDownLatch(2);
        admission.whenReadable(5, told::countDown);
        admission.whenReadable(5, told::countDown);
        Awaitility.await().until(() -> registry.asked() > before + 2);
        assertThat(told.getCount()).isEqualTo(2);
        assertThat(read(withId(5))).isEqualTo(new Verdict.AwaitingSchema(5));

        registry.down(false);

        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(read(withId(5))).isInstanceOf(Verdict.Ready.class);
    }

    @Test
    void anInvalidRequestComesBackWhole() throws UnreadableRecordException {
        ChatRequest request = Requests.valid().setTemperature(3.0).setTenant("acme").build();

        ChatFailure failure = refused(requests.encode(request));

        assertThat(failure.getReason()).isEqualTo(FailureReason.INVALID);
        assertThat(failure.getField()).isEqualTo("temperature");
        assertThat(failure.getRequest()).isEqualTo(request);
        assertThat(failure.getTenant()).isEqualTo("acme");
        assertThat(failure.getRaw()).isNull();
    }

    @Test
    void aDeadlineIsPassedWhenItsTimeHasCome() throws UnreadableRecordException {
        ChatRequest request = Requests.valid().setDeadline(NOW).build();

        ChatFailure failure = refused(requests.encode(request));

        assertThat(failure.getReason()).isEqualTo(FailureReason.EXPIRED);
        assertThat(failure.getRequest()).isEqualTo(request);
        assertThat(failure.getAttempts()).isEmpty();
        assertThat(failure.getLastCause()).isNull();
    }

    private static ChatRequest request(int characters) {
        return Requests.valid().setMessages(List.of(Requests.user("x".repeat(characters)))).build();
    }

    private byte[] withId(int id) {
        byte[] value = requests.encode(Requests.valid().build());
        return ByteBuffer.wrap(value).putInt(1, id).array();
    }

    private void settle(int id) throws InterruptedException {
        CountDownLatch settled = new CountDownLatch(1);
        admission.whenReadable(id, settled::countDown);
        assertThat(settled.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private Verdict read(byte @Nullable [] value) {
        return admission.read(POSITION, APPENDED, NOW, value);
    }

    private ChatFailure refused(byte @Nullable [] value) throws UnreadableRecordException {
        Outcome outcome = ((Verdict.Refused) read(value)).outcome();
        assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILURE);
        return new RecordDecoder<>(ChatFailure.class)
                .decode(outcome.value(), ChatFailure.getClassSchema());
    }
}
