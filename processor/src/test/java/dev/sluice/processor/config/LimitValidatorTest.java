package dev.sluice.processor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits that come from elsewhere are held to the rules of the file. */
class LimitValidatorTest {
    private static final Optional<String> NO_NAME = Optional.empty();
    private static final Optional<Long> NO_NUMBER = Optional.empty();

    private final LimitValidator validator = new LimitValidator(Set.of("local"));

    @Test
    void aGoodOneIsAsFromTheFile() {
        LimitDraft draft =
                new LimitDraft(
                        Optional.of("local"),
                        NO_NAME,
                        Optional.of("m"),
                        Optional.of(60L),
                        Optional.of(1_000L),
                        Optional.of(9_000L),
                        Optional.of(3L),
                        4,
                        true);

        LimitConfig limit = validator.check("a", draft);

        assertThat(Loading.load(file(draft)).limits()).isEqualTo(Map.of("a", limit));
    }

    static Stream<LimitDraft> bad() {
        Optional<Long> some = Optional.of(5L);
        return Stream.of(
                limit(Optional.of("lokal"), NO_NAME, NO_NAME, some, 1),
                limit(Optional.of(" "), NO_NAME, NO_NAME, some, 1),
                limit(Optional.of("local"), Optional.of("t"), NO_NAME, some, 1),
                limit(NO_NAME, NO_NAME, NO_NAME, some, 1),
                limit(NO_NAME, Optional.of("t"), NO_NAME, NO_NUMBER, 1),
                limit(NO_NAME, Optional.of("x".repeat(257)), NO_NAME, some, 1),
                limit(NO_NAME, Optional.of("t"), Optional.of("m*"), some, 1),
                limit(NO_NAME, Optional.of("t"), NO_NAME, Optional.of(0L), 1),
                limit(NO_NAME, Optional.of("t"), NO_NAME, Optional.of(-7L), 1),
                limit(NO_NAME, Optional.of("t"), NO_NAME, Optional.of(10_000_001L), 1),
                limit(NO_NAME, Optional.of("t"), NO_NAME, Optional.of(Long.MAX_VALUE), 1),
                limit(NO_NAME, Optional.of("t"), NO_NAME, some, 6),
                limit(NO_NAME, Optional.of("t"), NO_NAME, some, 0),
                limit(NO_NAME, Optional.of("t"), NO_NAME, some, Integer.MIN_VALUE),
                limit(Optional.of("lokal"), NO_NAME, Optional.of("a b"), Optional.of(0L), -1));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aBadOneHasTheProblemsOfTheFile(LimitDraft draft) {
        List<String> expected =
                Loading.problems(file(draft)).stream()
                        .map(problem -> problem.replaceFirst(" \\(line \\d+\\)$", ""))
                        .toList();

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> validator.check("a", draft))
                .satisfies(
                        e ->
                                assertThat(e.problems())
                                        .extracting(Problem::toString)
                                        .isNotEmpty()
                                        .containsExactlyElementsOf(expected));
    }

    @Test
    void aNameThatCannotBeOneIsNotRepeated() {
        LimitDraft draft = limit(NO_NAME, Optional.of("t"), NO_NAME, Optional.of(1L), 1);
        for (String name : List.of("A", "", "a.b", "a\nb", "x".repeat(64))) {
            assertThatExceptionOfType(ConfigException.class)
                    .isThrownBy(() -> validator.check(name, draft))
                    .satisfies(
                            e ->
                                    assertThat(e.problems())
                                            .extracting(Problem::toString)
                                            .containsExactly(
                                                    "limits: a limit's name is lower-case letters, digits and dashes,"
                                                            + " at most 63"));
        }
    }

    private static LimitDraft limit(
            Optional<String> endpoint,
            Optional<String> tenant,
            Optional<String> model,
            Optional<Long> requestsPerMinute,
            int burst) {
        return new LimitDraft(
                endpoint,
                tenant,
                model,
                requestsPerMinute,
                NO_NUMBER,
                NO_NUMBER,
                NO_NUMBER,
                burst,
                false);
    }

    private static String file(LimitDraft draft) {
        StringBuilder yaml = new StringBuilder(Loading.MINIMAL).append("limits:\n  a:\n");
        draft.in("")
                .forEach(
                        (key, value) ->
                                yaml.append(
                                        "    %s: '%s'%n"
                                                .formatted(key.substring(1), value.text())));
        return yaml.toString();
    }
}
