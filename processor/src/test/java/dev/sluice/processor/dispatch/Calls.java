package dev.sluice.processor.dispatch;

import dev.sluice.processor.openai.AnswerHeader;
import dev.sluice.processor.outcome.Subject;
import dev.sluice.processor.outcome.Waits;
import dev.sluice.processor.route.Routing;
import dev.sluice.processor.route.Target;
import dev.sluice.processor.route.Tier;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Position;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Calls to the endpoint {@code test}. */
final class Calls {
    private Calls() {}

    /** A first call for a request that says {@code hello}. */
    static Call first(ChatRequest.Builder request) {
        return of(request, Past.NONE, "test");
    }

    /** A call to the first of some endpoints that are equals. */
    static Call of(ChatRequest.Builder request, Past past, String... endpoints) {
        ChatRequest built = request.build();
        List<Target> targets =
                List.of(endpoints).stream()
                        .map(name -> new Target(name, built.getModel(), 1))
                        .toList();
        return new Call(
                new Subject(new Position("requests", 0, 0L), built, Instant.EPOCH, Instant.EPOCH),
                past,
                new Routing.Route(List.of(new Tier(1, targets))),
                targets.get(0),
                false,
                Call.ANY_TIME,
                Waits.NONE);
    }

    /** A call that says {@code hello}, and is not to be sent later than this. */
    static Call before(long nanos) {
        Call call = first(hello());
        return new Call(
                call.subject(),
                call.past(),
                call.route(),
                call.target(),
                call.probe(),
                nanos,
                call.waits());
    }

    static ChatRequest.Builder hello() {
        return ChatRequest.newBuilder()
                .setId("id")
                .setModel("small-chat")
                .setMessages(List.of(message("user", "hello")));
    }

    static ChatMessage message(String role, String text) {
        return ChatMessage.newBuilder().setRole(role).setContent(text).build();
    }

    /** An answer in no known shape. */
    static CallResult answered() {
        return answered(Optional.empty());
    }

    /** The same with these counts. */
    static CallResult answered(long promptTokens, long completionTokens) {
        return answered(
                Optional.of(
                        Usage.newBuilder()
                                .setPromptTokens(promptTokens)
                                .setCompletionTokens(completionTokens)
                                .setSource(UsageSource.REPORTED)
                                .build()));
    }

    private static CallResult answered(Optional<Usage> usage) {
        return new CallResult.Answered(
                new AnswerHeader(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                List.of(),
                Optional.empty(),
                Optional.of("{}"),
                usage);
    }
}
