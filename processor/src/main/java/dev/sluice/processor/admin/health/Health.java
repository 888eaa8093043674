package dev.sluice.processor.admin.health;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** All checks of an instance. They come one by one while it starts. */
public final class Health {
    /** Path of what tells whether a restart would help. */
    public static final String LIVE = "/health/live";

    /** Path of what tells whether the instance can do its work. */
    public static final String READY = "/health/ready";

    private final List<Check> live = new CopyOnWriteArrayList<>();
    private final List<Check> ready = new CopyOnWriteArrayList<>();

    /** Without this an instance cannot work, and nothing but a new start would help. */
    public void live(Check check) {
        live.add(check);
    }

    /** Without this an instance cannot do its work now. */
    public void ready(Check check) {
        ready.add(check);
    }

    /** Checks by the path of their page. */
    public Map<String, List<Check>> pages() {
        return Map.of(LIVE, live, READY, ready);
    }
}
