package dev.sluice.processor.config;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Kafka's settings that carry Sluice's promises, and so cannot be set, with the reason. */
final class OwnedNames {
    private static final String EXACTLY_ONCE = "exactly-once processing depends on it";
    private static final String BYTES = "records travel as bytes";
    private static final String BOUNDED = "the bounds of memory depend on it";
    private static final String LARGEST = "the largest outcome has to fit";
    private static final String NOTHING_DROPPED = "a record that fails becomes a failure record";

    private static final String TOGETHER = "what is a tenant's is added up in one place";

    private static final Map<String, String> SET_BY_SLUICE =
            Map.ofEntries(
                    Map.entry("group.id", "the group is named by application-id"),
                    Map.entry("enable.auto.commit", EXACTLY_ONCE),
                    Map.entry("isolation.level", EXACTLY_ONCE),
                    Map.entry("processing.guarantee", EXACTLY_ONCE),
                    Map.entry("transactional.id", EXACTLY_ONCE),
                    Map.entry("enable.idempotence", EXACTLY_ONCE),
                    Map.entry("acks", EXACTLY_ONCE),
                    Map.entry("auto.offset.reset", "earliest, because no request may be skipped"),
                    Map.entry("buffered.records.per.partition", BOUNDED),
                    Map.entry("max.poll.records", BOUNDED),
                    Map.entry("fetch.max.bytes", BOUNDED),
                    Map.entry("rocksdb.config.setter", BOUNDED),
                    Map.entry("max.request.size", LARGEST),
                    Map.entry("buffer.memory", LARGEST),
                    Map.entry("partitioner.class", TOGETHER),
                    Map.entry("partitioner.ignore.keys", TOGETHER),
                    Map.entry("batch.size", "a commit waits for its batches"),
                    Map.entry("linger.ms", "commits flush, and would wait for it"),
                    Map.entry("acceptable.recovery.lag", "a partition moves at once"),
                    Map.entry("max.task.idle.ms", "a task has one partition"),
                    Map.entry("heartbeat.interval.ms", "a third of streams.session-timeout"),
                    Map.entry("key.serializer", BYTES),
                    Map.entry("value.serializer", BYTES),
                    Map.entry("key.deserializer", BYTES),
                    Map.entry("value.deserializer", BYTES),
                    Map.entry("default.key.serde", BYTES),
                    Map.entry("default.value.serde", BYTES),
                    Map.entry("default.client.supplier", "its consumer is what bounds the window"),
                    Map.entry(
                            "group.protocol",
                            "classic, because with streams the consumer that bounds the window would be"
                                    + " ignored"),
                    Map.entry("deserialization.exception.handler", NOTHING_DROPPED),
                    Map.entry("default.deserialization.exception.handler", NOTHING_DROPPED),
                    Map.entry("processing.exception.handler", NOTHING_DROPPED),
                    Map.entry("processing.exception.handler.global.enabled", NOTHING_DROPPED),
                    Map.entry("production.exception.handler", NOTHING_DROPPED),
                    Map.entry("default.production.exception.handler", NOTHING_DROPPED));

    private static final Map<String, String> OWN_KEY =
            Map.ofEntries(
                    Map.entry("application.id", Keys.APPLICATION_ID.name()),
                    Map.entry("commit.interval.ms", Keys.COMMIT_INTERVAL.name()),
                    Map.entry("session.timeout.ms", Keys.SESSION_TIMEOUT.name()),
                    Map.entry("transaction.timeout.ms", Keys.TRANSACTION_TIMEOUT.name()),
                    Map.entry("group.instance.id", Keys.INSTANCE_ID.name()),
                    Map.entry("num.stream.threads", Keys.THREADS.name()),
                    Map.entry("state.dir", Keys.STATE_DIR.name()),
                    Map.entry("application.server", Keys.ADMIN_ADVERTISED.name()),
                    Map.entry("replication.factor", Keys.REPLICATION.name()),
                    Map.entry(
                            "schema.registry.url", "schema.registry.url, outside of this section"));

    private OwnedNames() {}

    /** Why a name cannot be set, or nothing where it can. */
    static Optional<String> reason(String name) {
        String bare = KafkaNames.withoutClient(name);
        return Stream.of(
                        Optional.ofNullable(SET_BY_SLUICE.get(bare))
                                .map(why -> "Sluice sets this itself: " + why),
                        Optional.ofNullable(OWN_KEY.get(bare))
                                .map(key -> "set " + key + " instead"))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
