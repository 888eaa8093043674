package dev.sluice.processor.admission;

import dev.sluice.processor.outcome.Failure;
import dev.sluice.processor.outcome.Failures;
import dev.sluice.processor.outcome.OutcomeEncoder;
import dev.sluice.processor.outcome.Subject;
import dev.sluice.processor.pending.RequestReader;
import dev.sluice.processor.pending.Verdict;
import dev.sluice.schemas.RecordDecoder;
import dev.sluice.schemas.UnreadableRecordException;
import dev.sluice.schemas.WireFormat;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Position;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads a request record and holds it against the contract. Every way to fail is a failure record, never an exception. */
public final class Admission implements RequestReader {
    private final SchemaResolver schemas;
    private final RecordDecoder<ChatRequest> decoder = new RecordDecoder<>(ChatRequest.class);
    private final RequestRules rules;
    private final OutcomeEncoder outcomes;
    private final InstantSource clock;
    private final int maxRequestBytes;
    private final int maxKeptBytes;

    /**
     * @param schemas the writers' schemas
     * @param rules what a valid request is
     * @param outcomes encodes failures
     * @param clock the time that deadlines are held against
     * @param maxRequestBytes largest record value that is read, in bytes
     * @param maxKeptBytes most bytes of an unread value that the failure topic takes; a compressed batch may hold more
     */
    public Admission(
            SchemaResolver schemas,
            RequestRules rules,
            OutcomeEncoder outcomes,
            InstantSource clock,
            int maxRequestBytes,
            int maxKeptBytes) {
        this.schemas = schemas;
        this.rules = rules;
        this.outcomes = outcomes;
        this.clock = clock;
        this.maxRequestBytes = maxRequestBytes;
        this.maxKeptBytes = maxKeptBytes;
    }

    @Override
    public Verdict read(
            Position position, Instant appendedAt, Instant admittedAt, byte @Nullable [] value) {
        if (value == null) {
            return unreadable(position, appendedAt, "The record has no value", null);
        }
        if (value.length > maxRequestBytes) {
            String message =
                    "The record's value has %,d bytes; admission.max-request-bytes is %,d"
                            .formatted(value.length, maxRequestBytes);
            return unread(position, appendedAt, Failure.invalid("(record)", message), value);
        }
        OptionalInt id = WireFormat.schemaId(value);
        if (id.isEmpty()) {
            return unreadable(
                    position,
                    appendedAt,
                    "Not in wire format: a zero byte, a 4-byte schema id and Avro are expected",
                    value);
        }
        SchemaResolver.Lookup lookup = schemas.lookUp(id.getAsInt());
        if (lookup instanceof SchemaResolver.Known known) {
            return decode(position, appendedAt, admittedAt, value, known.schema());
        }
        if (lookup instanceof SchemaResolver.Unknown) {
            return unreadable(
                    position,
                    appendedAt,
                    "The registry has no schema with id " + id.getAsInt(),
                    value);
        }
        return new Verdict.AwaitingSchema(id.getAsInt());
    }

    @Override
    public void whenReadable(int schemaId, Runnable then) {
        schemas.whenSettled(schemaId, then);
    }

    private Verdict decode(
            Position position,
            Instant appendedAt,
            Instant admittedAt,
            byte[] value,
            Schema writer) {
        ChatRequest request;
        try {
            request = decoder.decode(value, writer);
        } catch (UnreadableRecordException e) {
            Failure failure =
                    MissingFields.first(writer, ChatRequest.getClassSchema())
                            .map(Admission::missing)
                            .orElseGet(
                                    () ->
                                            Failure.of(
                                                    FailureReason.UNREADABLE,
                                                    String.valueOf(e.getMessage())));
            return unread(position, appendedAt, failure, value);
        }
        Subject subject = new Subject(position, request, appendedAt, admittedAt);
        return rules.check(request)
                .or(() -> expired(request))
                .<Verdict>map(failure -> refused(Failures.unsent(subject, failure)))
                .orElseGet(() -> new Verdict.Ready(subject));
    }

    private static Failure missing(String field) {
        return Failure.invalid(
                field, "The schema that the record was written with lacks the field " + field);
    }

    private Optional<Failure> expired(ChatRequest request) {
        Instant deadline = request.getDeadline();
        return deadline != null && !deadline.isAfter(clock.instant())
                ? Optional.of(
                        Failure.of(
                                FailureReason.EXPIRED,
                                "The deadline passed before the request was read"))
                : Optional.empty();
    }

    private Verdict unreadable(
            Position position, Instant appendedAt, String message, byte @Nullable [] value) {
        return unread(position, appendedAt, Failure.of(FailureReason.UNREADABLE, message), value);
    }

    private Verdict unread(
            Position position, Instant appendedAt, Failure failure, byte @Nullable [] value) {
        byte[] kept =
                value == null || value.length <= maxKeptBytes
                        ? value
                        : Arrays.copyOf(value, maxKeptBytes);
        return refused(Failures.unreadable(position, appendedAt, failure, kept));
    }

    private Verdict refused(ChatFailure failure) {
        return new Verdict.Refused(outcomes.encode(failure));
    }
}
