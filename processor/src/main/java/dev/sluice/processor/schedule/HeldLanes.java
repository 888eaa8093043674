package dev.sluice.processor.schedule;

import dev.sluice.v1.Priority;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * The lanes that are held back, in line at what holds them. When a barrier opens, the first in its line is let out to be
 * tried, and the next one only when that turns out to have left something: so what many wait for is decided in order, and
 * costs the logarithm of how many they are.
 */
final class HeldLanes {
    /** A lane's place in a line: what it goes by, as of when it was put in. */
    private record Place(
            Lane lane, Priority priority, long pass, long deadline, long sequence, long number) {
        String tenant() {
            return lane.key().turn().tenant();
        }
    }

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::priority, Comparator.reverseOrder())
                    .thenComparingLong(Place::pass)
                    .thenComparingLong(Place::deadline)
                    .thenComparingLong(Place::sequence)
                    .thenComparingLong(Place::number);

    /** The line at one barrier. What tenants have had is counted by line: nothing else is alike for all who stand there. */
    private static final class Line {
        private final Barrier barrier;
        private final Shares shares;
        private final SortedSet<Place> places = new TreeSet<>(ORDER);
        private Instant opensAt = Instant.MAX;
        private long number;

        Line(Barrier barrier, Shares shares) {
            this.barrier = barrier;
            this.shares = shares;
        }

        Place place(Lane lane, long number) {
            return new Place(
                    lane,
                    lane.key().turn().priority(),
                    shares.pass(lane.key().turn().tenant()),
                    lane.head().deadline(),
                    lane.head().sequence(),
                    number);
        }

        /** A tenant falls back while one of its lanes waits when another one was let out and sent. */
        boolean isOutdated(Place place) {
            return shares.pass(place.tenant()) != place.pass();
        }

        Place add(Lane lane, long number) {
            shares.take(lane.key().turn().tenant());
            Place place = place(lane, number);
            places.add(place);
            return place;
        }

        void remove(Place place) {
            places.remove(place);
            shares.drop(place.tenant());
        }

        Place again(Place place) {
            places.remove(place);
            Place now = place(place.lane(), place.number());
            places.add(now);
            return now;
        }
    }

    private final ToIntFunction<String> weights;

    private final Map<Barrier, Line> lines = new HashMap<>();
    private final Map<Lane, Map<Line, Place>> held = new HashMap<>();

    /**
     * Lines that somebody was the last to leave. They stay for a moment, with what tenants have had: whoever is let out to
     * be tried may be back at once.
     */
    private final Set<Line> left = new LinkedHashSet<>();

    private final SortedSet<Line> openings =
            new TreeSet<>(
                    Comparator.comparing((Line line) -> line.opensAt)
                            .thenComparingLong(line -> line.number));
    private long numbers;

    /**
     * @param weights a tenant's weight, 1 to 1,000
     */
    HeldLanes(ToIntFunction<String> weights) {
        this.weights = weights;
    }

    /** Whether a lane is held. */
    boolean contains(Lane lane) {
        return held.containsKey(lane);
    }

    /**
     * Holds a lane back until one of the barriers opens.
     *
     * @param barriers when each is worth another look, at the earliest; {@link Instant#MAX} where it will say so itself
     */
    void hold(Lane lane, Map<Barrier, Instant> barriers) {
        Map<Line, Place> places = new HashMap<>();
        barriers.forEach(
                (barrier, opensAt) -> {
                    Line line = lines.computeIfAbsent(barrier, this::line);
                    places.put(line, line.add(lane, numbers++));
                    if (opensAt.isBefore(line.opensAt)) {
                        opening(line, opensAt);
                    }
                });
        held.put(lane, places);
    }

    /** Lets a lane out, whatever holds it; nothing happens to one that is not held. */
    void remove(Lane lane) {
        Map<Line, Place> places = held.remove(lane);
        if (places != null) {
            places.forEach(
                    (line, place) -> {
                        line.remove(place);
                        leave(line);
                    });
        }
    }

    /** Whether a lane would find others before it in the line at a barrier that has not just let it out. */
    boolean isBehind(Lane lane, Barrier barrier) {
        Line line = lines.get(barrier);
        return line != null
                && !line.places.isEmpty()
                && !barrier.equals(lane.leftBy())
                && ORDER.compare(line.places.first(), line.place(lane, Long.MAX_VALUE)) < 0;
    }

    /** A lane that a barrier had let out sent something. */
    void charge(Barrier barrier, Lane lane) {
        Line line = lines.get(barrier);
        // Without a line nobody waited for long: there is none to be even with.
        if (line != null) {
            line.shares.charge(lane.key().turn().tenant());
        }
    }

    /** A held lane has another first request. */
    void move(Lane lane) {
        places(lane).replaceAll((line, place) -> line.again(place));
    }

    /** Lets out the first in line at a barrier. */
    Optional<Lane> first(Barrier barrier) {
        Line line = lines.get(barrier);
        if (line == null || line.places.isEmpty()) {
            return Optional.empty();
        }
        Place first = line.places.first();
        while (line.isOutdated(first)) {
            places(first.lane()).put(line, line.again(first));
            first = line.places.first();
        }
        remove(first.lane());
        return Optional.of(first.lane());
    }

    /** A barrier that is worth another look now; it is named once. */
    Optional<Barrier> opened(Instant now) {
        if (openings.isEmpty() || openings.first().opensAt.isAfter(now)) {
            return Optional.empty();
        }
        Line line = openings.first();
        opening(line, Instant.MAX);
        return Optional.of(line.barrier);
    }

    /** Looks at each line, and at each lane in it. */
    void lines(LineVisitor visitor) {
        for (Line line : lines.values()) {
            long requests = 0;
            long since = Long.MAX_VALUE;
            for (Place place : line.places) {
                requests += place.lane().size();
                since = Math.min(since, place.lane().since());
            }
            visitor.line(line.barrier, requests, since);
        }
    }

    private Line line(Barrier barrier) {
        Line line = new Line(barrier, new Shares(weights));
        line.number = numbers++;
        return line;
    }

    private void opening(Line line, Instant opensAt) {
        openings.remove(line);
        line.opensAt = opensAt;
        if (!opensAt.equals(Instant.MAX)) {
            openings.add(line);
        }
    }

    /** Forgets lines that are empty. */
    void forget() {
        for (Line line : left) {
            if (line.places.isEmpty()) {
                lines.remove(line.barrier);
            }
        }
        left.clear();
    }

    private void leave(Line line) {
        if (line.places.isEmpty()) {
            opening(line, Instant.MAX);
            left.add(line);
        }
    }

    private Map<Line, Place> places(Lane lane) {
        Map<Line, Place> places = held.get(lane);
        if (places == null) {
            throw new IllegalStateException("not held: " + lane.key());
        }
        return places;
    }
}
