package dev.sluice.processor.e2e.fault;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.support.FaultServer;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.v1.Attempt;
import dev.sluice.v1.BilledTo;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.FailureReason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds what came of each case against what was to come. */
final class Verdicts {
    private final Map<String, ChatCompletion> completions;
    private final Map<String, ChatFailure> failures;
    private final Map<String, Long> calls;

    Verdicts(Outcomes outcomes, FaultServer server) {
        completions =
                outcomes.completions().stream()
                        .collect(Collectors.toMap(ChatCompletion::getId, one -> one));
        failures =
                outcomes.failures().stream()
                        .collect(Collectors.toMap(ChatFailure::getId, one -> one));
        calls =
                server.requests().stream()
                        .collect(Collectors.groupingBy(FaultScripts::model, Collectors.counting()));
    }

    /** Requests that were answered, by their ids. */
    Set<String> answered() {
        return completions.keySet();
    }

    void judge(FaultCase one) {
        Expected expected = one.expected();
        List<Attempt> attempts;
        if (expected instanceof Expected.Fails fails) {
            attempts = fails(failure(one), fails);
        } else if (expected instanceof Expected.Expires expires) {
            attempts = expires(failure(one), expires);
        } else {
            attempts = completes(completion(one), expected);
        }
        assertThat(attempts)
                .extracting(attempt -> attempt.getStatus() == null ? 0 : attempt.getStatus())
                .containsExactlyElementsOf(expected.statuses());
        assertThat(attempts).extracting(Attempt::getEndpoint).containsOnly(one.endpoint());
        if (!one.calls().isEmpty()) {
            assertThat(calls.getOrDefault(one.name(), 0L))
                    .as("calls that the endpoint saw")
                    .isEqualTo(attempts.size());
        }
    }

    private ChatFailure failure(FaultCase one) {
        assertThat(failures).as("%s", completions.get(one.name())).containsKey(one.name());
        ChatFailure failure = requireNonNull(failures.get(one.name()));
        assertThat(failure.getRequest()).isNotNull();
        assertThat(failure.getRaw()).isNull();
        assertThat(failure.getEndpoint()).isEqualTo(one.endpoint());
        return failure;
    }

    private ChatCompletion completion(FaultCase one) {
        assertThat(completions).as("%s", told(failures.get(one.name()))).containsKey(one.name());
        return requireNonNull(completions.get(one.name()));
    }

    private static String told(@Nullable ChatFailure failure) {
        return failure == null
                ? "no failure"
                : failure.getReason() + ": " + failure.getMessage() + " " + failure.getAttempts();
    }

    private static List<Attempt> fails(ChatFailure failure, Expected.Fails expected) {
        assertThat(failure.getReason()).as(told(failure)).isEqualTo(expected.reason());
        assertThat(failure.getMessage()).isNotBlank();
        Attempt last = failure.getAttempts().get(failure.getAttempts().size() - 1);
        assertThat(last.getReason()).isEqualTo(expected.reason());
        assertThat(last.getBilledTo()).as(told(failure)).isEqualTo(expected.billedTo());
        return failure.getAttempts();
    }

    private static List<Attempt> expires(ChatFailure failure, Expected.Expires expected) {
        assertThat(failure.getReason()).as(told(failure)).isEqualTo(FailureReason.EXPIRED);
        assertThat(failure.getLastCause()).isEqualTo(expected.lastCause());
        return failure.getAttempts();
    }

    private static List<Attempt> completes(ChatCompletion completion, Expected expected) {
        if (expected instanceof Expected.Completes completes) {
            assertThat(completion.getRaw()).isNull();
            assertThat(completion.getChoices()).hasSize(1);
            // Too long to be told, maybe.
            String text = String.valueOf(completion.getChoices().get(0).getMessage().getContent());
            assertThat(text.equals(completes.text()))
                    .as(
                            "says what it should, in %d characters: %s",
                            text.length(), text.substring(0, Math.min(text.length(), 100)))
                    .isTrue();
        } else {
            assertThat(completion.getRaw()).isNotBlank();
            assertThat(completion.getChoices()).isEmpty();
        }
        List<Attempt> attempts = completion.getAttempts();
        assertThat(attempts.get(attempts.size() - 1).getBilledTo()).isEqualTo(BilledTo.TENANT);
        return attempts;
    }
}
