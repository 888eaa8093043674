package dev.sluice.processor.cli.billing;

import dev.sluice.v1.ChatRequest;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Takes requests that are replayed. */
interface ReplayTarget {
    /** Takes one. */
    void accept(ProducerRecord<byte[], ChatRequest> request);

    /** There are no more. */
    void finish();
}
