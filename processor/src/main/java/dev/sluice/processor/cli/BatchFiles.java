package dev.sluice.processor.cli;

import dev.sluice.processor.openai.BatchOutputWriter;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.Position;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Writes an OpenAI Batch output file and an error file, and adds up usage. */
public final class BatchFiles implements OutcomeSink {
    private final OutputStream output;
    private final OutputStream errors;
    private final UsageTable usage;
    private final Consumer<String> alarm;

    /**
     * Starts both files anew.
     *
     * @param alarm is told, in a sentence, of a second outcome for a request
     */
    public BatchFiles(Path output, Path errors, UsageTable usage, Consumer<String> alarm)
            throws IOException {
        this.output = new BufferedOutputStream(Files.newOutputStream(output));
        this.errors = new BufferedOutputStream(Files.newOutputStream(errors));
        this.usage = usage;
        this.alarm = alarm;
    }

    @Override
    public void completion(ChatCompletion completion) throws IOException {
        line(output, BatchOutputWriter.completion(completion));
        usage.add(completion);
    }

    @Override
    public void failure(ChatFailure failure) throws IOException {
        line(errors, BatchOutputWriter.failure(failure));
    }

    @Override
    public void duplicate(Position position, String topic, int partition, long offset) {
        alarm.accept(
                "DUPLICATE OUTCOME: request %s-%d@%d has a second outcome at %s-%d@%d; only the first is written"
                        .formatted(
                                position.getTopic(),
                                position.getPartition(),
                                position.getOffset(),
                                topic,
                                partition,
                                offset));
    }

    @Override
    public void flush() throws IOException {
        output.flush();
        errors.flush();
    }

    private static void line(OutputStream file, byte[] json) throws IOException {
        file.write(json);
        file.write('\n');
    }

    @Override
    public void close() throws IOException {
        try (errors) {
            output.close();
        }
    }
}
