package dev.sluice.processor.schedule;

import dev.sluice.processor.outcome.Subject;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The requests of a simulation. */
final class SimulatedRequests {
    private SimulatedRequests() {}

    /** A request, some with a deadline. */
    static Subject subject(Random random, long now, int partition, long offset) {
        Instant deadline =
                random.nextInt(3) == 0
                        ? Instant.ofEpochMilli(now).plus(Duration.ofMillis(random.nextInt(90_000)))
                        : null;
        ChatRequest request =
                ChatRequest.newBuilder()
                        .setId(Long.toString(offset))
                        .setModel(random.nextInt(4) == 0 ? "y" : "x")
                        .setMessages(List.<ChatMessage>of())
                        .setDeadline(deadline)
                        .build();
        Position position = new Position("requests", partition, offset);
        return new Subject(position, request, Instant.EPOCH, Instant.EPOCH);
    }

    static long deadline(Subject subject) {
        return Stream.ofNullable(subject.request().getDeadline())
                .mapToLong(Instant::toEpochMilli)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    static String key(Subject subject) {
        return key(subject.position().getPartition(), subject.position().getOffset());
    }

    static String key(int partition, long offset) {
        return partition + "@" + offset;
    }
}
