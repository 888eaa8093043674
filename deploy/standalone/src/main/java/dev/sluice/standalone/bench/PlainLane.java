package dev.sluice.standalone.bench;

import dev.sluice.processor.openai.ChatAnswer;
import dev.sluice.processor.openai.ChatRequestWriter;
import dev.sluice.processor.openai.CompletionReader;
import dev.sluice.processor.openai.StreamMode;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Position;
import dev.sluice.v1.Timings;
import io.vertx.core.Context;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An event loop of the plain loop, with its own client and connections as Sluice's have, to be as quick as that. */
final class PlainLane extends VerticleBase {
    private static final int OK = 200;

    private final PlainSettings settings;
    private final Producer<String, ChatCompletion> producer;
    private final Runnable done;
    private WebClient client;

    PlainLane(PlainSettings settings, Producer<String, ChatCompletion> producer, Runnable done) {
        this.settings = settings;
        this.producer = producer;
        this.done = done;
    }

    @Override
    public void init(Vertx vertx, Context context) {
        super.init(vertx, context);
        client =
                WebClient.create(
                        vertx,
                        new WebClientOptions().setKeepAlive(true).setPipelining(false),
                        new PoolOptions().setHttp1MaxSize(settings.inFlight()));
    }

    /** Makes the call. Any thread. */
    void send(ConsumerRecord<String, ChatRequest> request) {
        context.runOnContext(ignored -> call(request));
    }

    private void call(ConsumerRecord<String, ChatRequest> request) {
        Instant dispatchedAt = Instant.now();
        client.post(
                        settings.endpoint().getPort(),
                        settings.endpoint().getHost(),
                        "/v1/chat/completions")
                .putHeader("Content-Type", "application/json")
                .sendBuffer(Buffer.buffer(ChatRequestWriter.write(request.value(), StreamMode.OFF)))
                .onComplete(
                        response -> answered(request, dispatchedAt, response),
                        failure -> {
                            System.err.println(failure);
                            done.run();
                        });
    }

    private void answered(
            ConsumerRecord<String, ChatRequest> request,
            Instant dispatchedAt,
            HttpResponse<Buffer> response) {
        Instant answeredAt = Instant.now();
        Buffer body = response.body();
        if (response.statusCode() == OK
                && body != null
                && CompletionReader.read(body.getBytes()) instanceof ChatAnswer.Completion answer) {
            ProducerRecord<String, ChatCompletion> completion =
                    new ProducerRecord<>(
                            settings.completions(),
                            request.key(),
                            completion(request, answer, dispatchedAt, answeredAt));
            request.headers().forEach(completion.headers()::add);
            completion.headers().add(Stamps.FORWARDED_AT, Stamps.bytes(Stamps.now()));
            var unused = producer.send(completion);
        } else {
            System.err.println("No completion, status " + response.statusCode());
        }
        done.run();
    }

    private static ChatCompletion completion(
            ConsumerRecord<String, ChatRequest> request,
            ChatAnswer.Completion answer,
            Instant dispatchedAt,
            Instant answeredAt) {
        String model = request.value().getModel();
        return ChatCompletion.newBuilder()
                .setId(request.value().getId())
                .setTenant(request.value().getTenant())
                .setPosition(new Position(request.topic(), request.partition(), request.offset()))
                .setEndpoint("plain")
                .setRequestedModel(model)
                .setModel(answer.header().model().orElse(model))
                .setProviderId(answer.header().id().orElse(null))
                .setCreated(answer.header().created().orElse(null))
                .setChoices(answer.choices())
                .setUsage(answer.usage().orElse(null))
                .setTimings(
                        Timings.newBuilder()
                                .setAppendedAt(Instant.ofEpochMilli(request.timestamp()))
                                .setDispatchedAt(dispatchedAt)
                                .setAnsweredAt(answeredAt)
                                .build())
                .build();
    }
}
