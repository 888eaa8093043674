package dev.sluice.processor.pending;

/** A request that is parked, or was. */
final class Parked {
    private final LaneName lane;
    private final ParkedPlace place;
    private final byte[] entry;

    /**
     * @param lane those that it is parked among
     * @param place its place among them
     * @param entry the request, as the pending store takes it; not changed from now on
     */
    Parked(LaneName lane, ParkedPlace place, byte[] entry) {
        this.lane = lane;
        this.place = place;
        this.entry = entry;
    }

    LaneName lane() {
        return lane;
    }

    ParkedPlace place() {
        return place;
    }

    long offset() {
        return place.offset();
    }

    byte[] entry() {
        return entry;
    }
}
