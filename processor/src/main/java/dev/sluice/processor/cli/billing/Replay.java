package dev.sluice.processor.cli.billing;

import dev.sluice.processor.cli.RequestIds;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Position;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Makes requests of failures. A new id lets them pass where an id is accepted once, and a header tells of which failure they
 * are, so that none becomes two requests.
 *
 * @param topic where requests go
 * @param now deadlines up to then are over
 * @param deadline a new one for all; nothing: the request's own, unless it is over
 */
record Replay(String topic, Instant now, Optional<Instant> deadline) {
    /** Header of a replayed request: where its failure stands, as {@code topic-partition@offset}. */
    static final String REPLAY_OF = "sluice-replay-of";

    /** Header that the service gives an outcome. */
    private static final String FORWARDED_AT = "sluice-forwarded-at";

    private static final Pattern PLACE = Pattern.compile("(.+)-(\\d{1,9})@(\\d{1,18})");

    /**
     * The request once more: everything is kept but its id, a deadline that is over, and what outcomes' headers add.
     *
     * @param failure the failure's record
     * @param request the request in it, which is changed
     */
    ProducerRecord<byte[], ChatRequest> of(
            ConsumerRecord<byte[], byte[]> failure, ChatRequest request) {
        request.setId(RequestIds.replayId(request.getId(), failure.partition(), failure.offset()));
        Instant own = request.getDeadline();
        request.setDeadline(deadline.orElse(own != null && own.isAfter(now) ? own : null));
        Headers headers = new RecordHeaders(failure.headers().toArray());
        headers.remove(FORWARDED_AT);
        headers.remove(REPLAY_OF);
        headers.add(
                REPLAY_OF,
                (failure.topic() + "-" + failure.partition() + "@" + failure.offset())
                        .getBytes(StandardCharsets.UTF_8));
        return new ProducerRecord<>(topic, null, failure.key(), request, headers);
    }

    /** Of which failure a request is, if it is a replayed one. */
    static Optional<Position> source(ConsumerRecord<byte[], byte[]> request) {
        Header header = request.headers().lastHeader(REPLAY_OF);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        Matcher place = PLACE.matcher(new String(header.value(), StandardCharsets.UTF_8));
        return place.matches()
                ? Optional.of(
                        new Position(
                                place.group(1),
                                Integer.parseInt(place.group(2)),
                                Long.parseLong(place.group(3))))
                : Optional.empty();
    }
}
