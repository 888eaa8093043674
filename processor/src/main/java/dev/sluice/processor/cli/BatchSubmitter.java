package dev.sluice.processor.cli;

import dev.sluice.schemas.AvroSerializer;
import dev.sluice.schemas.Schemas;
import dev.sluice.v1.ChatRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes the lines of an OpenAI Batch input file as requests. */
public final class BatchSubmitter {
    /** Longest line that is read, in bytes. */
    public static final int MAX_LINE_BYTES = 64 * 1024 * 1024;

    private final Cluster cluster;
    private final LineReport report;
    private final Progress progress;

    /**
     * @param report is told of every line that did not become a request; the others go on
     * @param progress is told how much of the file is read
     */
    public BatchSubmitter(Cluster cluster, LineReport report, Progress progress) {
        this.cluster = cluster;
        this.report = report;
        this.progress = progress;
    }

    /**
     * Reads the file line by line and publishes it; returns when the broker has decided on every request. Once one
     * could not be delivered for a reason that concerns them all, the rest of the file is left.
     *
     * @throws CliException when the brokers, the topic or the settings cannot be used
     * @throws IOException when the file cannot be read
     */
    public SubmitSummary submit(Path file, BatchOptions options)
            throws IOException, InterruptedException {
        TopicCheck.partitions(cluster, List.of(cluster.requests()));
        try (InputStream in = Files.newInputStream(file);
                Schemas schemas = Schemas.connect(cluster.schemaRegistry())) {
            SeenIds alreadyThere =
                    options.resume() ? submittedIds(schemas, options.batchId()) : new SeenIds();
            try (Producer<String, ChatRequest> producer =
                    new KafkaProducer<>(
                            cluster.producer(),
                            new StringSerializer(),
                            new AvroSerializer<>(schemas))) {
                return submit(in, Files.size(file), options, alreadyThere, producer);
            }
        } catch (KafkaException e) {
            throw new CliException(
                    "Cannot use the Kafka settings for " + cluster.address() + ".", e);
        }
    }

    private SeenIds submittedIds(Schemas schemas, String batchId) throws InterruptedException {
        SeenIds ids = new SeenIds();
        new BatchScan(cluster, schemas)
                .scan(
                        batchId,
                        request -> {
                            if (request.getCustomId() != null) {
                                ids.add(request.getCustomId());
                            }
                        },
                        () -> false);
        return ids;
    }

    SubmitSummary submit(
            InputStream in,
            long bytes,
            BatchOptions options,
            SeenIds alreadyThere,
            Producer<String, ChatRequest> producer)
            throws IOException {
        RequestSender sender = new RequestSender(producer, cluster.requests(), report);
        BatchLines lines =
                new BatchLines(options, alreadyThere, report, new SenderTarget(sender, bytes));
        Lines.forEach(in, MAX_LINE_BYTES, lines);
        sender.flush();
        progress.update(state(sender, bytes, bytes));
        return new SubmitSummary(
                options.batchId(),
                sender.delivered(),
                lines.skipped(),
                lines.bad(),
                sender.undelivered(),
                sender.gaveUp());
    }

    private static Progress.State state(RequestSender sender, long bytesRead, long bytes) {
        OptionalDouble fraction =
                bytes == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) bytesRead / bytes);
        return new Progress.State(
                sender.delivered() + sender.undelivered(), sender.undelivered(), fraction);
    }

    private final class SenderTarget implements BatchLines.Target {
        private final RequestSender sender;
        private final long bytes;

        SenderTarget(RequestSender sender, long bytes) {
            this.sender = sender;
            this.bytes = bytes;
        }

        @Override
        public void request(long line, ChatRequest request) {
            sender.send(line, request);
        }

        @Override
        public void afterLine(long bytesRead) {
            progress.update(state(sender, bytesRead, bytes));
        }

        @Override
        public boolean wantsMore() {
            return sender.gaveUp().isEmpty();
        }
    }
}
