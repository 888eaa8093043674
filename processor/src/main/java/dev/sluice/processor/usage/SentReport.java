package dev.sluice.processor.usage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a run of an instance that is over tells of the calls that it sent. To tell it twice changes nothing. */
public final class SentReport {
    private SentReport() {}

    /**
     * The records to publish.
     *
     * @param deltas the topic of what outcomes add to usage
     * @param run the run, as attempts name it
     * @param sent calls by endpoint
     */
    public static List<ProducerRecord<byte[], byte[]>> records(
            String deltas, String run, Map<String, Long> sent) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        sent.forEach(
                (endpoint, calls) ->
                        records.add(
                                new ProducerRecord<>(
                                        deltas,
                                        run.getBytes(StandardCharsets.UTF_8),
                                        RowCodec.encode(
                                                new SentCalls(
                                                        run,
                                                        endpoint,
                                                        0,
                                                        OptionalLong.of(calls))))));
        return records;
    }
}
