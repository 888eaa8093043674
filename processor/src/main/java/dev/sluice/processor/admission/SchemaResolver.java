package dev.sluice.processor.admission;

import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.ProblemLog;
import dev.sluice.processor.outcome.Defects;
import dev.sluice.schemas.RegistryUnavailableException;
import dev.sluice.schemas.UnknownSchemaException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writers' schemas by id, fetched on a thread of its own. Stream threads only look up what is known; while a schema is
 * fetched, or the registry is down, its records wait.
 */
public final class SchemaResolver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaResolver.class);

    private static final int MAX_UNKNOWN = 10_000;

    /** What is known of a schema id. */
    sealed interface Lookup {}

    /** The schema. */
    record Known(Schema schema) implements Lookup {}

    /** The registry has none. */
    record Unknown() implements Lookup {}

    /** Nobody has asked the registry yet, or it has not answered. */
    record Unsettled() implements Lookup {}

    /** Where schemas come from. */
    public interface Source {
        /** What is at hand without waiting. */
        Optional<Schema> cached(int id);

        /** Asks the registry; may take its time. */
        Schema fetch(int id) throws RegistryUnavailableException, UnknownSchemaException;
    }

    private final Source source;
    private final Duration retryDelay;
    private final ProblemLog waits =
            new ProblemLog(LOG, InstantSource.system(), "Records whose schema is not known wait");
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "sluice-schemas");
                        thread.setDaemon(true);
                        return thread;
                    });

    /** An id that the registry does not have stays unknown: ids are given out once, before the first record is written. */
    private final Set<Integer> unknown = ConcurrentHashMap.newKeySet();

    // Confined to the executor.
    private final Map<Integer, List<Runnable>> waiting = new HashMap<>();

    /**
     * @param retryDelay how long to wait before a registry that was down is asked again
     */
    public SchemaResolver(Source source, Duration retryDelay) {
        this.source = source;
        this.retryDelay = retryDelay;
    }

    Lookup lookUp(int id) {
        Optional<Schema> schema = source.cached(id);
        if (schema.isPresent()) {
            return new Known(schema.get());
        }
        return unknown.contains(id) ? new Unknown() : new Unsettled();
    }

    /** Calls back, on the resolver's thread, when {@link #lookUp} gives a schema or knows that there is none. */
    void whenSettled(int id, Runnable then) {
        executor.execute(
                () -> {
                    List<Runnable> callbacks = waiting.get(id);
                    if (callbacks == null) {
                        waiting.put(id, new ArrayList<>(List.of(then)));
                        fetch(id);
                    } else {
                        callbacks.add(then);
                    }
                });
    }

    private void fetch(int id) {
        try {
            source.fetch(id);
        } catch (UnknownSchemaException e) {
            LOG.warn("The registry has no schema with id {}: its records are unreadable", id);
            if (unknown.size() >= MAX_UNKNOWN) {
                // Made-up ids must not fill the memory; the registry is asked again for those
                // forgotten.
                unknown.clear();
            }
            unknown.add(id);
        } catch (RegistryUnavailableException e) {
            waits.tell(new Problem(e.setting(), String.valueOf(e.getMessage())));
            fetchLater(id);
            return;
        } catch (RuntimeException e) {
            // The executor would keep it to itself, and the records would wait for ever.
            waits.tell(new Problem("schema.registry", Defects.describe(e)));
            fetchLater(id);
            return;
        }
        waits.mended();
        List<Runnable> callbacks = waiting.remove(id);
        if (callbacks != null) {
            callbacks.forEach(Runnable::run);
        }
    }

    private void fetchLater(int id) {
        var unused =
                executor.schedule(() -> fetch(id), retryDelay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
