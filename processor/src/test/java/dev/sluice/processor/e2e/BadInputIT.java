package dev.sluice.processor.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.endpoint.EndpointOptions;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.ForeignRecords;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.Topics;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.FailureReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands on the request topic ends as one failure that says why, and what stands beside it is answered. */
@ExtendWith(BackboneExtension.class)
class BadInputIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir Path folder;

    /**
     * A record that must fail.
     *
     * @param request what it asks for, where it can be read
     */
    private record Bad(
            String name,
            @Nullable ByteBuffer value,
            FailureReason reason,
            @Nullable String field,
            @Nullable ChatRequest request) {

        static Bad unreadable(String name, byte @Nullable [] value) {
            return new Bad(
                    name,
                    value == null ? null : ByteBuffer.wrap(value),
                    FailureReason.UNREADABLE,
                    null,
                    null);
        }

        byte @Nullable [] bytes() {
            if (value == null) {
                return null;
            }
            byte[] bytes = new byte[value.remaining()];
            value.duplicate().get(bytes);
            return bytes;
        }
    }

    @Test
    void eachEndsAsOneFailureBetweenGoodRequests(Backbone backbone) {
        Topics topics = Topics.create(backbone, "bad-input", 1);
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(EndpointOptions.defaults());
                Instance instance =
                        Instance.start(
                                InstanceConfig.of(backbone, topics, endpoint.url()), folder);
                Publisher publisher = new Publisher(backbone, topics);
                ForeignRecords foreign = new ForeignRecords(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            List<Bad> bad = bad(publisher, foreign);
            // Good and bad take turns, so that a record's offset tells which one it is.
            for (int i = 0; i < bad.size(); i++) {
                publisher.send(Publisher.request("good-" + i).build());
                publisher.send(
                        bad.get(i).name().getBytes(StandardCharsets.UTF_8), bad.get(i).bytes());
            }
            publisher.send(null, publisher.encode(Publisher.request("without-key").build()));
            publisher.flush();

            outcomes.await(2 * bad.size() + 1, PATIENCE).drain(Duration.ofSeconds(2));

            assertThat(instance.isAlive()).isTrue();
            assertThat(outcomes.doubled()).isEmpty();
            assertThat(outcomes.completions())
                    .extracting(ChatCompletion::getId)
                    .hasSize(bad.size() + 1)
                    .contains("good-0", "good-" + (bad.size() - 1), "without-key");
            var failures =
                    outcomes.failures().stream()
                            .collect(
                                    Collectors.toMap(
                                            failure -> failure.getPosition().getOffset(),
                                            Function.identity()));
            assertThat(failures).hasSize(bad.size());
            for (int i = 0; i < bad.size(); i++) {
                says(requireNonNull(failures.get(2L * i + 1)), bad.get(i));
            }
            assertThat(endpoint.stats().requests()).isEqualTo(bad.size() + 1);
            assertThat(keysOfFailures(outcomes, topics))
                    .containsExactlyInAnyOrderElementsOf(bad.stream().map(Bad::name).toList());
        }
    }

    private static void says(ChatFailure failure, Bad bad) {
        assertThat(failure.getReason())
                .as("%s: %s", bad.name(), failure.getMessage())
                .isEqualTo(bad.reason());
        assertThat(failure.getField()).as(bad.name()).isEqualTo(bad.field());
        assertThat(failure.getRequest()).as(bad.name()).isEqualTo(bad.request());
        assertThat(failure.getMessage()).as(bad.name()).isNotBlank();
        assertThat(failure.getAttempts()).as(bad.name()).isEmpty();
        assertThat(failure.getRaw())
                .as(bad.name())
                .isEqualTo(bad.request() != null ? null : bad.value());
    }

    private static List<String> keysOfFailures(Outcomes outcomes, Topics topics) {
        return outcomes.records().stream()
                .filter(record -> record.topic().equals(topics.failures()))
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<Bad> bad(Publisher publisher, ForeignRecords foreign) {
        byte[] good = publisher.encode(Publisher.request("whole").build());
        byte[] random = new byte[1_000];
        new Random(7).nextBytes(random);
        random[0] = 1;
        byte[] afterGoodHeader = Arrays.copyOf(good, random.length);
        System.arraycopy(random, 0, afterGoodHeader, 5, random.length - 5);
        List<Bad> all = new ArrayList<>();
        all.add(Bad.unreadable("random bytes", random));
        all.add(Bad.unreadable("random bytes after a good header", afterGoodHeader));
        all.add(Bad.unreadable("truncated", Arrays.copyOf(good, good.length / 2)));
        all.add(Bad.unreadable("too long", Arrays.copyOf(good, good.length + 1)));
        all.add(Bad.unreadable("only a header", Arrays.copyOf(good, 5)));
        all.add(Bad.unreadable("three bytes", new byte[3]));
        all.add(Bad.unreadable("empty value", new byte[0]));
        all.add(Bad.unreadable("no value", null));
        all.add(Bad.unreadable("unknown schema", withId(good, 1_999_999)));
        all.add(Bad.unreadable("negative schema id", withId(good, -1)));
        all.add(Bad.unreadable("another record type", foreign.failure()));
        all.add(
                new Bad(
                        "a required field is missing",
                        ByteBuffer.wrap(foreign.requestWithout("model")),
                        FailureReason.INVALID,
                        "model",
                        null));
        all.add(invalid(publisher, "messages", request -> request.setMessages(List.of())));
        all.add(invalid(publisher, "temperature", request -> request.setTemperature(3.0)));
        all.add(invalid(publisher, "model", request -> request.setModel("")));
        byte[] large = publisher.encode(large());
        all.add(new Bad("5 MB", ByteBuffer.wrap(large), FailureReason.INVALID, "(record)", null));
        ChatRequest late =
                Publisher.request("late").setDeadline(Instant.ofEpochMilli(1_000)).build();
        all.add(
                new Bad(
                        "late",
                        ByteBuffer.wrap(publisher.encode(late)),
                        FailureReason.EXPIRED,
                        null,
                        late));
        return all;
    }

    private static Bad invalid(
            Publisher publisher,
            String field,
            Function<ChatRequest.Builder, ChatRequest.Builder> change) {
        ChatRequest request = change.apply(Publisher.request("bad " + field)).build();
        return new Bad(
                "bad " + field,
                ByteBuffer.wrap(publisher.encode(request)),
                FailureReason.INVALID,
                field,
                request);
    }

    private static ChatRequest large() {
        ChatRequest request = Publisher.request("large").build();
        request.getMessages().get(0).setContent("x".repeat(5 << 20));
        return request;
    }

    private static byte[] withId(byte[] value, int id) {
        return ByteBuffer.wrap(value.clone()).putInt(1, id).array();
    }
}
