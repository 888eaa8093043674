package dev.sluice.processor.pending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.Priority;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** What is parked comes out again in its order, each once, and nothing is left of it. */
class ParkTest {
    private static final ParkedPlace START = new ParkedPlace(Long.MIN_VALUE, Long.MIN_VALUE);

    /** A request to be parked. */
    private record Request(LaneName lane, long deadline, @Nullable String key) {}

    private final KeyValueStore<Bytes, byte[]> store = store();

    @Property
    void aLaneIsInTheOrderOfDeadlinesAndThenOfAge(@ForAll("requests") List<Request> requests) {
        KeyValueStore<Bytes, byte[]> rows = store();
        Park park = new Park(rows, false);
        Map<LaneName, List<Long>> expected =
                expected(requests, Comparator.comparingLong(i -> requests.get(i).deadline()));
        putAll(park, requests);

        expected.forEach(
                (lane, offsets) -> assertThat(takeAll(park, rows, lane)).isEqualTo(offsets));

        assertThat(rows.approximateNumEntries()).isZero();
    }

    @Property
    void whereKeysKeepTheirOrderALaneIsInThatOfAge(@ForAll("requests") List<Request> requests) {
        KeyValueStore<Bytes, byte[]> rows = store();
        Park park = new Park(rows, true);
        Map<LaneName, List<Long>> expected =
                new TreeMap<>(Comparator.comparing(LaneName::toString));
        List<Long> last = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            Request request = requests.get(i);
            LaneName lane = park.behind(bytes(request.key()), i).orElse(request.lane());
            put(park, lane, i, request);
            expected.computeIfAbsent(lane, any -> new ArrayList<>()).add((long) i);
        }

        expected.forEach((lane, offsets) -> last.addAll(takeAll(park, rows, lane)));

        assertThat(last).isEqualTo(expected.values().stream().flatMap(List::stream).toList());
        for (String key : List.of("a", "b")) {
            assertThat(
                            last.stream()
                                    .filter(
                                            offset ->
                                                    key.equals(
                                                            requests.get(offset.intValue()).key()))
                                    .toList())
                    .as("requests of the key " + key)
                    .isSorted();
            assertThat(park.behind(bytes(key), Long.MAX_VALUE)).isEmpty();
        }
        assertThat(rows.approximateNumEntries()).isZero();
    }

    @Property
    void whatIsOverdueIsTakenWhereverItIs(
            @ForAll("requests") List<Request> requests, @ForAll boolean ordered) {
        KeyValueStore<Bytes, byte[]> rows = store();
        Park park = new Park(rows, ordered);
        putAll(park, requests);
        for (long now : new long[] {-3, 0, 3, 3}) {
            List<Long> due = new ArrayList<>();
            for (Parked parked : drain(park, now)) {
                assertThat(requests.get((int) parked.offset()).deadline()).isLessThanOrEqualTo(now);
                due.add(parked.offset());
            }
            assertThat(due).doesNotHaveDuplicates();
            List<Long> left = new ArrayList<>();
            park.forEach((lane, place, bytes) -> left.add(place.offset()));
            for (int i = 0; i < requests.size(); i++) {
                assertThat(left.contains((long) i)).isEqualTo(requests.get(i).deadline() > now);
            }
        }
    }

    @Example
    void aRequestBehindAnOlderOneOfItsKeyJoinsThatOnesLane() {
        Park park = new Park(store, true);
        LaneName low = lane(Priority.LOW, "a");
        put(park, low, 5, new Request(low, Deadlines.NEVER, "k"));
        put(park, low, 7, new Request(low, Deadlines.NEVER, "k"));

        assertThat(park.behind(bytes("k"), 9)).contains(low);
        assertThat(park.behind(bytes("other"), 9)).isEmpty();
        assertThat(park.behind(null, 9)).isEmpty();
        assertThat(new Park(store, false).behind(bytes("k"), 9)).isEmpty();

        assertThat(takeFirst(park, low)).isEqualTo(5);
        assertThat(park.behind(bytes("k"), 5)).as("the one that was taken").isEmpty();
        assertThat(park.behind(bytes("k"), 9)).contains(low);
        assertThat(takeFirst(park, low)).isEqualTo(7);
        assertThat(park.behind(bytes("k"), 9)).isEmpty();
    }

    /** Names may hold anything, and one may begin as another. */
    @Example
    void lanesWithSimilarNamesAreNotMixedUp() {
        Park park = new Park(store, false);
        List<LaneName> lanes =
                List.of(
                        new LaneName(Priority.LOW, "a", "bc", ""),
                        new LaneName(Priority.LOW, "ab", "c", ""),
                        new LaneName(Priority.LOW, "a", "b", "c"),
                        new LaneName(Priority.LOW, "ä€😀", "\u0000", "e"));
        for (int i = 0; i < lanes.size(); i++) {
            put(park, lanes.get(i), i, new Request(lanes.get(i), 9, null));
        }
        List<LaneName> found = new ArrayList<>();
        park.forEach((lane, place, bytes) -> found.add(lane));

        assertThat(found).containsExactlyInAnyOrderElementsOf(lanes);
        for (int i = 0; i < lanes.size(); i++) {
            assertThat(takeAll(park, store, lanes.get(i))).containsExactly((long) i);
        }
    }

    @Provide
    Arbitrary<List<Request>> requests() {
        Arbitrary<LaneName> lanes =
                Combinators.combine(Arbitraries.of(Priority.class), Arbitraries.of("a", "ab"))
                        .as(ParkTest::lane);
        Arbitrary<Long> deadlines =
                Arbitraries.of(Long.MIN_VALUE + 1, -5L, 0L, 1L, 5L, Deadlines.NEVER);
        return Combinators.combine(lanes, deadlines, Arbitraries.of("a", "b", "").injectNull(0.3))
                .as(Request::new)
                .list()
                .ofMaxSize(30);
    }

    private static Map<LaneName, List<Long>> expected(
            List<Request> requests, Comparator<Integer> order) {
        Map<LaneName, List<Long>> expected =
                new TreeMap<>(Comparator.comparing(LaneName::toString));
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            all.add(i);
        }
        all.sort(order);
        all.forEach(
                i ->
                        expected.computeIfAbsent(requests.get(i).lane(), any -> new ArrayList<>())
                                .add((long) i));
        return expected;
    }

    private static List<Parked> drain(Park park, long now) {
        List<Parked> all = new ArrayList<>();
        List<Parked> some = park.takeOverdue(now, 3);
        while (!some.isEmpty()) {
            all.addAll(some);
            some = park.takeOverdue(now, 3);
        }
        return all;
    }

    private static List<Long> takeAll(Park park, KeyValueStore<Bytes, byte[]> rows, LaneName lane) {
        long before = rows.approximateNumEntries();
        List<Long> offsets = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> next = park.rows(lane, START)) {
            while (next.hasNext()) {
                offsets.add(park.takeFirst(next.next()).offset());
            }
        }
        assertThat(rows.approximateNumEntries()).isLessThanOrEqualTo(before - offsets.size());
        return offsets;
    }

    private static long takeFirst(Park park, LaneName lane) {
        try (KeyValueIterator<Bytes, byte[]> rows = park.rows(lane, START)) {
            KeyValue<Bytes, byte[]> first = rows.next();
            return park.takeFirst(first).offset();
        }
    }

    private static void putAll(Park park, List<Request> requests) {
        for (int i = 0; i < requests.size(); i++) {
            put(park, requests.get(i).lane(), i, requests.get(i));
        }
    }

    private static void put(Park park, LaneName lane, long offset, Request request) {
        PendingEntry entry = new PendingEntry();
        byte[] key = bytes(request.key());
        entry.setKey(key == null ? null : ByteBuffer.wrap(key));
        entry.setValue(ByteBuffer.wrap(new byte[] {1}));
        entry.setHeaders(List.of());
        entry.setAttempts(List.of());
        entry.setDeadline(request.deadline() == Deadlines.NEVER ? null : request.deadline());
        park.put(lane, request.deadline(), offset, entry);
    }

    private static LaneName lane(Priority priority, String tenant) {
        return new LaneName(priority, tenant, "any", "");
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return Optional.ofNullable(text)
                .map(known -> known.getBytes(StandardCharsets.UTF_8))
                .orElse(null);
    }

    private static KeyValueStore<Bytes, byte[]> store() {
        return Stores.inMemoryKeyValueStore("parked").get();
    }
}
