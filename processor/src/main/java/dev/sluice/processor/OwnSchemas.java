package dev.sluice.processor;

import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.ProblemLog;
import dev.sluice.processor.config.TopicsConfig;
import dev.sluice.processor.config.UsageConfig;
import dev.sluice.processor.flow.ReadyTopics;
import dev.sluice.processor.outcome.ChunkEncoder;
import dev.sluice.processor.outcome.OutcomeEncoder;
import dev.sluice.processor.usage.LostCalls;
import dev.sluice.processor.usage.RunningTasks;
import dev.sluice.processor.usage.UsageStage;
import dev.sluice.schemas.RecordEncoder;
import dev.sluice.schemas.RegistryUnavailableException;
import dev.sluice.schemas.SchemaRejectedException;
import dev.sluice.schemas.Schemas;
import dev.sluice.schemas.Subjects;
import dev.sluice.v1.ChatChunk;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.LimitSetting;
import dev.sluice.v1.UsageTotals;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service's own schemas, registered or looked up once at start, so that no registry is needed to publish an outcome.
 *
 * @param encoder encodes outcomes with their schema ids
 * @param chunks encodes pieces of streamed answers, where there is a topic for them
 * @param totals encodes totals of usage, where it is added up
 */
record OwnSchemas(
        OutcomeEncoder encoder,
        Optional<ChunkEncoder> chunks,
        Optional<RecordEncoder<UsageTotals>> totals) {
    private static final Logger LOG = LoggerFactory.getLogger(OwnSchemas.class);

    /**
     * Registers, or looks up, the schemas of the configured topics, as far as they exist. A registry that is down, or refuses the
     * login, is waited for.
     *
     * @throws SchemaRejectedException if the registry refuses a schema or, where registering is switched off, has not got
     *     it
     * @throws InterruptedException if the wait is interrupted
     */
    static OwnSchemas register(
            Schemas schemas, TopicsConfig topics, ReadyTopics ready, Duration retry)
            throws InterruptedException, SchemaRejectedException {
        id(schemas, topics.requests(), ChatRequest.getClassSchema(), retry);
        int completions = id(schemas, topics.completions(), ChatCompletion.getClassSchema(), retry);
        int failures = id(schemas, topics.failures(), ChatFailure.getClassSchema(), retry);
        if (ready.limits()) {
            // Read here, and published by whoever changes a limit: with what client ever, the
            // schema
            // is there.
            id(schemas, topics.limits(), LimitSetting.getClassSchema(), retry);
        }
        return new OwnSchemas(
                new OutcomeEncoder(
                        new RecordEncoder<>(ChatCompletion.getClassSchema(), completions),
                        new RecordEncoder<>(ChatFailure.getClassSchema(), failures)),
                ready.chunks() ? Optional.of(chunks(schemas, topics, retry)) : Optional.empty(),
                ready.usageDeltas().isPresent()
                        ? Optional.of(totals(schemas, topics, retry))
                        : Optional.empty());
    }

    /** What adds usage up, where that is done. */
    Optional<UsageStage> usage(
            UsageConfig config, ReadyTopics ready, RunningTasks running, LostCalls lost) {
        return totals.map(
                encoder ->
                        new UsageStage(
                                config,
                                ready.usageDeltas().orElseThrow().name(),
                                encoder,
                                running,
                                lost));
    }

    private static ChunkEncoder chunks(Schemas schemas, TopicsConfig topics, Duration retry)
            throws InterruptedException, SchemaRejectedException {
        Schema schema = ChatChunk.getClassSchema();
        return new ChunkEncoder(
                new RecordEncoder<>(schema, id(schemas, topics.chunks(), schema, retry)));
    }

    private static RecordEncoder<UsageTotals> totals(
            Schemas schemas, TopicsConfig topics, Duration retry)
            throws InterruptedException, SchemaRejectedException {
        Schema schema = UsageTotals.getClassSchema();
        return new RecordEncoder<>(schema, id(schemas, topics.usage(), schema, retry));
    }

    private static int id(Schemas schemas, String topic, Schema schema, Duration retry)
            throws InterruptedException, SchemaRejectedException {
        ProblemLog waits = new ProblemLog(LOG, InstantSource.system(), "The start waits");
        while (true) {
            try {
                int id = schemas.idFor(Subjects.value(topic), schema);
                waits.mended();
                return id;
            } catch (RegistryUnavailableException e) {
                waits.tell(new Problem(e.setting(), String.valueOf(e.getMessage())));
                Thread.sleep(retry.toMillis());
            }
        }
    }
}
