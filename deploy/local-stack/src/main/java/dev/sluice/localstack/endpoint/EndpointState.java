package dev.sluice.localstack.endpoint;

import dev.sluice.localstack.endpoint.chat.AnswerMaker;
import dev.sluice.localstack.endpoint.chat.ChatCall;
import dev.sluice.localstack.endpoint.fault.FaultAction;
import dev.sluice.localstack.endpoint.fault.FaultScript;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What the event loops of one endpoint share. Safe for several threads. */
final class EndpointState {

    private final EndpointOptions options;
    private final AnswerMaker answers;
    private final Limiter limiter;
    private final Counters counters = new Counters();
    private final RequestRecorder recorder;
    private final AnswerRecorder answered;
    private final AtomicReference<FaultScript> faults;

    EndpointState(EndpointOptions options) {
        this.options = options;
        this.answers =
                new AnswerMaker(
                        options.usage().counter(), options.words().min(), options.words().max());
        this.limiter = new Limiter(options.limits(), System::nanoTime);
        this.recorder = new RequestRecorder(options.recorded());
        this.answered = new AnswerRecorder(options.recorded());
        this.faults = new AtomicReference<>(options.faults());
    }

    EndpointOptions options() {
        return options;
    }

    AnswerMaker answers() {
        return answers;
    }

    Limiter limiter() {
        return limiter;
    }

    Counters counters() {
        return counters;
    }

    RequestRecorder recorder() {
        return recorder;
    }

    /** The right answer to a request that came at this time goes out. */
    void answered(PreparedAnswer answer, long arrivedMillis) {
        counters.answered(answer.usage(), arrivedMillis);
        answered.add(answer);
    }

    AnswerRecorder answered() {
        return answered;
    }

    EndpointStats stats() {
        return counters.stats(limiter.inside());
    }

    void replaceFaults(FaultScript script) {
        faults.set(script);
    }

    Optional<FaultAction> nextFault(ChatCall call) {
        Optional<FaultAction> fault = faults.get().next(call.model(), call.lastUserText());
        fault.ifPresent(action -> counters.failed());
        return fault;
    }

    boolean authorizes(HttpServerRequest request) {
        String header = Objects.requireNonNullElse(request.getHeader("authorization"), "");
        return options.apiKey().map(key -> key.opens(header)).orElse(true);
    }
}
