package dev.sluice.processor.openai.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.processor.openai.ChatAnswer;
import dev.sluice.processor.openai.ChatJsonException;
import dev.sluice.processor.openai.CompletionReader;
import dev.sluice.processor.openai.ErrorBodyReader;
import dev.sluice.processor.openai.Json;
import dev.sluice.processor.openai.JsonCursor;
import dev.sluice.processor.openai.JsonText;
import dev.sluice.processor.openai.SecretMask;
import dev.sluice.v1.ProviderError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One answer that comes as an event stream. It is fed the bytes as they come, and gives at the end what a plain call
 * would have given. Of each byte at most one copy is kept. Not safe for use by several threads at once.
 */
public final class StreamedAnswer {
    private static final int OK = 200;
    private static final String DONE = "[DONE]";

    private final StreamLimits limits;
    private final int expectedChoices;
    private final SecretMask secrets;
    private final Chunk.@Nullable Listener listener;
    private final SseDecoder decoder;
    private final AnswerPieces answer = new AnswerPieces();
    private @Nullable Function<StreamEnd.SoFar, StreamEnd> early;
    private long bytesTaken;
    private long events;
    private boolean isDone;
    private boolean hasToken;

    private StreamedAnswer(
            StreamLimits limits,
            int expectedChoices,
            SecretMask secrets,
            Chunk.@Nullable Listener listener) {
        this.limits = limits;
        this.expectedChoices = expectedChoices;
        this.secrets = secrets;
        this.listener = listener;
        this.decoder = new SseDecoder(new Events(), limits.maxEventBytes());
    }

    /**
     * An answer of which only the end matters.
     *
     * @param expectedChoices how many answers were asked for, the request's {@code n}; at least 1
     * @param secrets takes credentials out of an error's text
     */
    public static StreamedAnswer of(StreamLimits limits, int expectedChoices, SecretMask secrets) {
        return new StreamedAnswer(limits, expectedChoices, secrets, null);
    }

    /**
     * An answer that somebody follows while it comes, at the cost of reading each chunk twice.
     *
     * @param expectedChoices how many answers were asked for, the request's {@code n}; at least 1
     * @param secrets takes credentials out of an error's text
     * @param listener takes the chunks
     */
    public static StreamedAnswer followed(
            StreamLimits limits, int expectedChoices, SecretMask secrets, Chunk.Listener listener) {
        return new StreamedAnswer(limits, expectedChoices, secrets, listener);
    }

    /** Takes the next bytes of the stream, decompressed; they may be reused afterwards. */
    public void add(byte[] bytes, int from, int to) {
        if (isOver()) {
            return;
        }
        bytesTaken += to - from;
        if (bytesTaken > limits.maxBytes() || !decoder.feed(bytes, from, to)) {
            early = StreamEnd.TooLarge::new;
        }
    }

    /** Whether anything that a model generates has come: content, reasoning, a refusal or a tool call. */
    public boolean hasToken() {
        return hasToken;
    }

    /** Whether the outcome is certain: the end was marked, or something went wrong. What follows is ignored. */
    public boolean isOver() {
        return isDone || early != null;
    }

    /** The stream has ended, or is given up. Call it once. */
    public StreamEnd end() {
        if (!isOver()) {
            decoder.end();
        }
        if (early == null && !isDone && !answer.isFinished(expectedChoices)) {
            early =
                    events == 0 && decoder.sawUnknownField()
                            ? soFar ->
                                    new StreamEnd.Malformed("The answer is no event stream.", soFar)
                            : StreamEnd.Truncated::new;
        }
        return early == null
                ? new StreamEnd.Answered(CompletionReader.read(answer.toJson(), secrets))
                : early.apply(new StreamEnd.SoFar(answer.usage(), answer.characters()));
    }

    /** What the events of the stream mean. */
    private final class Events implements SseDecoder.Sink {
        @Override
        public void event(boolean isError, byte[] data, int length) {
            if (isOver()) {
                return;
            }
            events++;
            if (isError) {
                fail(ErrorBodyReader.read(OK, Arrays.copyOf(data, length), secrets));
                return;
            }
            String marker = marker(data, length);
            if (marker.equals(DONE)) {
                isDone = true;
            } else if (!marker.isEmpty()) {
                chunk(data, length);
            }
        }

        @Override
        public void remainder(boolean isError, byte[] data, int length) {
            boolean isWhole =
                    isError
                            || marker(data, length).equals(DONE)
                            || JsonText.kindOf(new String(data, 0, length, StandardCharsets.UTF_8))
                                    .isPresent();
            if (isWhole) {
                event(isError, data, length);
            }
        }
    }

    /** The data without blanks around it, where it is as short as the mark of the end; anything but it otherwise. */
    private static String marker(byte[] data, int length) {
        int from = 0;
        int to = length;
        while (from < to && data[from] <= ' ' && data[from] >= 0) {
            from++;
        }
        while (to > from && data[to - 1] <= ' ' && data[to - 1] >= 0) {
            to--;
        }
        return new String(
                data, from, Math.min(to - from, DONE.length() + 1), StandardCharsets.UTF_8);
    }

    private void chunk(byte[] data, int length) {
        try (JsonCursor cursor = JsonCursor.lenient(data, 0, length)) {
            cursor.begin();
            if (cursor.isNull()) {
                return;
            }
            if (!cursor.is(JsonToken.START_OBJECT)) {
                malformed("is no JSON object");
                return;
            }
            answer.add(cursor);
            hasToken = hasToken || answer.characters() > 0;
            if (answer.error().isPresent()) {
                fail(ErrorBodyReader.readValue(OK, answer.error().get(), secrets));
            } else if (listener != null) {
                listener.chunk(ChunkReader.read(data, length));
            }
        } catch (JsonProcessingException e) {
            malformed(Json.problem(e));
        } catch (ChatJsonException e) {
            malformed("is not in the shape of a chunk");
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
    }

    private void fail(ProviderError error) {
        early = soFar -> new StreamEnd.Answered(new ChatAnswer.Failure(error, soFar.usage()));
    }

    private void malformed(String problem) {
        String sentence = "Event %d of the answer %s.".formatted(events, problem);
        early = soFar -> new StreamEnd.Malformed(sentence, soFar);
    }
}
