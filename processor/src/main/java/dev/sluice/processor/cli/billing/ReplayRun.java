package dev.sluice.processor.cli.billing;

import dev.sluice.processor.cli.Cluster;
import dev.sluice.processor.cli.CommittedLog;
import dev.sluice.processor.cli.PositionSet;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.schemas.Schemas;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads which failures were replayed before, and replays the others. */
final class ReplayRun {
    private final SluiceConfig config;
    private final Schemas schemas;
    private final ReplayChoice choice;
    private final Replay replay;

    ReplayRun(SluiceConfig config, Schemas schemas, ReplayChoice choice, Replay replay) {
        this.config = config;
        this.schemas = schemas;
        this.choice = choice;
        this.replay = replay;
    }

    /**
     * Hands over each chosen failure's request that was not published before.
     *
     * @param complaints is told what was left out unread, in sentences
     */
    ReplaySummary run(ReplayTarget target, List<String> complaints) throws InterruptedException {
        PositionSet before = replayedBefore();
        ReplaySummary summary = new ReplaySummary();
        try (RecordLog<ChatFailure> failures =
                RecordLog.open(
                        Cluster.of(config),
                        schemas,
                        config.topics().failures(),
                        ChatFailure.class)) {
            failures.readToEnd(
                    (record, failure) -> {
                        if (choice.includes(failure, Instant.ofEpochMilli(record.timestamp()))) {
                            replay(record, failure, before, target, summary);
                        }
                    });
            failures.complaint().ifPresent(complaints::add);
        }
        target.finish();
        return summary;
    }

    private void replay(
            ConsumerRecord<byte[], byte[]> record,
            ChatFailure failure,
            PositionSet before,
            ReplayTarget target,
            ReplaySummary summary) {
        ChatRequest request = failure.getRequest();
        if (request == null) {
            summary.unreadable();
        } else if (!before.add(new Position(record.topic(), record.partition(), record.offset()))) {
            summary.before();
        } else {
            target.accept(replay.of(record, request));
            summary.replayed(failure);
        }
    }

    private PositionSet replayedBefore() throws InterruptedException {
        PositionSet positions = new PositionSet();
        try (CommittedLog requests =
                CommittedLog.open(Cluster.of(config), List.of(config.topics().requests()))) {
            requests.readToEnd(
                    record -> {
                        Optional<Position> source = Replay.source(record);
                        source.ifPresent(positions::add);
                    });
        }
        return positions;
    }
}
