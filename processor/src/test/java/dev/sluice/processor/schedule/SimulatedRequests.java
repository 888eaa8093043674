package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.outcome.Subject;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Position;
import dev.sluice.v1.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The requests of a simulation. */
final class SimulatedRequests {
    private static final List<Priority> PRIORITIES = List.of(Priority.values());

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
                        .setTenant("a".repeat(1 + random.nextInt(3)))
                        .setPriority(PRIORITIES.get(random.nextInt(PRIORITIES.size())))
                        .setMessages(List.<ChatMessage>of())
                        .setDeadline(deadline)
                        .build();
        Position position = new Position("requests", partition, offset);
        return new Subject(position, request, Instant.EPOCH, Instant.EPOCH);
    }

    /** The key of a request's record; one in four has none. */
    static byte @Nullable [] recordKey(Subject subject) {
        byte key = (byte) (subject.position().getOffset() % 4);
        return key == 0 ? null : new byte[] {key};
    }

    /** Checks that no call is out for a request with the same record key, if this one has any. */
    static void checkOneOfAKey(Collection<Out> calls, Subject subject) {
        if (recordKey(subject) != null) {
            assertThat(calls)
                    .as("calls that are out for the same record key")
                    .noneMatch(out -> sameRecordKey(out.subject(), subject));
        }
    }

    /** Checks that nothing waits beyond its deadline. */
    static void checkNoneOverdue(Collection<Work> works, long now) {
        assertThat(works)
                .as("waiting beyond their deadline")
                .noneMatch(
                        work ->
                                work.state() == Work.State.WAITING
                                        && deadline(work.subject()) <= now);
    }

    private static boolean sameRecordKey(Subject one, Subject other) {
        return one.position().getPartition() == other.position().getPartition()
                && Arrays.equals(recordKey(one), recordKey(other));
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
