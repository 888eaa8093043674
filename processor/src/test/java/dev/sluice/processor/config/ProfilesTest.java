package dev.sluice.processor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The profiles say what the providers' pages say, and a profile that says nonsense is refused. */
class ProfilesTest {
    private static final StreamingConfig PLAIN =
            new StreamingConfig(StreamingConfig.Mode.AS_ASKED, false);
    private static final Profile.CredentialRule BEARER =
            new Profile.CredentialRule(
                    "api-key", "Authorization", Optional.of("Bearer"), true, SecretForm.TOKEN);

    private final Profiles profiles = Profiles.load();

    @Test
    void gcore() {
        assertThat(profiles.find("gcore"))
                .contains(
                        new Profile(
                                "gcore",
                                Optional.empty(),
                                "/v1/chat/completions",
                                Optional.of("/v1/models"),
                                List.of(
                                        new Profile.CredentialRule(
                                                "api-key",
                                                "X-API-Key",
                                                Optional.empty(),
                                                false,
                                                SecretForm.TOKEN)),
                                List.of(),
                                Map.of(
                                        RangedField.TEMPERATURE,
                                        new Range(0, 2),
                                        RangedField.TOP_P,
                                        new Range(0, 1)),
                                PLAIN,
                                Optional.empty()));
    }

    @Test
    void generalcompute() {
        assertThat(profiles.find("generalcompute"))
                .contains(
                        new Profile(
                                "generalcompute",
                                Optional.of(URI.create("https://api.generalcompute.com")),
                                "/v1/chat/completions",
                                Optional.empty(),
                                List.of(BEARER),
                                List.of(),
                                Map.of(
                                        RangedField.FREQUENCY_PENALTY,
                                        new Range(-2, 2),
                                        RangedField.PRESENCE_PENALTY,
                                        new Range(-2, 2),
                                        RangedField.TEMPERATURE,
                                        new Range(0, 2),
                                        RangedField.TOP_P,
                                        new Range(0, 1)),
                                PLAIN,
                                Optional.empty()));
    }

    @Test
    void gravixlayer() {
        assertThat(profiles.find("gravixlayer"))
                .contains(
                        new Profile(
                                "gravixlayer",
                                Optional.of(URI.create("https://api.gravixlayer.com")),
                                "/v1/inference/chat/completions",
                                Optional.empty(),
                                List.of(BEARER),
                                List.of(),
                                Map.of(),
                                PLAIN,
                                Optional.empty()));
    }

    @Test
    void zerogpu() {
        assertThat(profiles.find("zerogpu"))
                .contains(
                        new Profile(
                                "zerogpu",
                                Optional.of(URI.create("https://api.zerogpu.ai")),
                                "/v1/chat/completions",
                                Optional.empty(),
                                List.of(
                                        new Profile.CredentialRule(
                                                "api-key",
                                                "x-api-key",
                                                Optional.empty(),
                                                true,
                                                SecretForm.TOKEN),
                                        new Profile.CredentialRule(
                                                "project-id",
                                                "x-project-id",
                                                Optional.empty(),
                                                true,
                                                SecretForm.UUID)),
                                List.of(
                                        "llama-3.1-8b-instruct-fast",
                                        "LFM2.5-1.2B-Instruct",
                                        "LFM2.5-1.2B-Thinking",
                                        "deberta-v3-small",
                                        "gliner2-base-v1",
                                        "gliner-multi-pii-v1",
                                        "zlm-v1-followup-questions-edge",
                                        "zlm-v1-iab-classify-edge",
                                        "zlm-v1-iab-classify-edge-enriched"),
                                Map.of(),
                                new StreamingConfig(StreamingConfig.Mode.NEVER, false),
                                Optional.empty()));
    }

    @Test
    void openaiNeedsAnAddressAndTakesAKey() {
        Profile openai = profiles.find("openai").orElseThrow();

        assertThat(openai.baseUrl()).isEmpty();
        assertThat(openai.path()).isEqualTo("/v1/chat/completions");
        assertThat(openai.credentials())
                .containsExactly(
                        new Profile.CredentialRule(
                                "api-key",
                                "Authorization",
                                Optional.of("Bearer"),
                                false,
                                SecretForm.TOKEN));
        assertThat(profiles.names()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{stream-usage: true} | a.path: is required",
                "{path: /x} | a.stream-usage: is required",
                "{path: /x, stream-usage: 1} | a.stream-usage: expects true or false (line 1)",
                "{path: /x, stream-usage: true, base: b} | a.base: is not a known key (line 1)",
                "{path: /x, stream-usage: true, model: b} | a.model: is not a known key; did you mean a.models? (line 1)",
                "{path: /x, stream-usage: true, ranges: {topp: 1..}} | a.ranges.topp: is not a field that has a range; did you mean top_p? (line 1)",
                "{path: /x, stream-usage: true, credentials: {api-key: {header: X}}} | a.credentials.api-key.required: is required",
                "{path: /x, stream-usage: true, credentials: {token: {header: X}}} | a.credentials.token.header: is not a known key; did you mean a.credentials.api-key.header? (line 1)",
                "{path: /x, stream-usage: true, credentials: {api-key: {header: X, required: true, form: guid}}} | a.credentials.api-key.form: expects token or uuid (line 1)",
            })
    void nonsense(String profile, String problem) {
        assertThatThrownBy(() -> Profiles.parse("a: " + profile))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        failure ->
                                assertThat(failure.problems())
                                        .extracting(Problem::toString)
                                        .containsExactly(problem));
    }
}
