package dev.sluice.processor.config;

import static dev.sluice.processor.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.limit.Dimension;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitProblemsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{a: {concurrent: 1}} | limits.a: needs an endpoint or a tenant",
                "{a: {endpoint: local, tenant: t, concurrent: 1}} | limits.a: takes an endpoint or a tenant, not both",
                "{a: {endpoint: lokal, concurrent: 1}} | limits.a.endpoint: names no endpoint; did you mean local? (line 8)",
                "{a: {endpoint: '*', concurrent: 1}} | limits.a.endpoint: names no endpoint (line 8)",
                "{a: {endpoint: '', concurrent: 1}} | limits.a.endpoint: has no value; give it one or leave it out (line 8)",
                "{a: {tenant: t}} | limits.a: limits nothing; it needs requests-per-minute, tokens-per-minute, tokens-per-day or concurrent",
                "{a: {tenant: t, model: 'm*', concurrent: 1}} | limits.a.model: expects a model's name: at most 256 characters, no space, comma or asterisk (line 8)",
                "{a: {tenant: \"a\\tb\", concurrent: 1}} | limits.a.tenant: expects a tenant's name, at most 256 characters, or * (line 8)",
                "{a: {tenant: t, concurrent: 0}} | limits.a.concurrent: is out of range: from 1 to 1000000 (line 8)",
                "{a: {tenant: t, concurrent: many}} | limits.a.concurrent: expects a whole number from 1 to 1000000 (line 8)",
                "{a: {tenant: t, requests-per-minute: 10000001}} | limits.a.requests-per-minute: is out of range: from 1 to 10000000 (line 8)",
                "{a: {tenant: t, tokens-per-minute: 1000000001}} | limits.a.tokens-per-minute: is out of range: from 1 to 1000000000 (line 8)",
                "{a: {tenant: t, requests-per-minute: 5, burst: 6}} | limits.a.burst: must be at most limits.a.requests-per-minute (line 8)",
                "{a: {tenant: t, concurrent: 1, shadow: maybe}} | limits.a.shadow: expects true or false (line 8)",
                "{a: {tenant: t, concurent: 1, tokens-per-minute: 1}} | limits.a.concurent: is not a known key; did you mean limits.a.concurrent? (line 8)",
                "{a: {tenant: t, concurrent: 1}, b: {tenant: t, concurrent: 2}} | limits.b.concurrent: limits the same as limits.a.concurrent (line 8)",
                "{A: {tenant: t, concurrent: 1}} | limits.A: a limit's name is lower-case letters, digits and dashes, at most 63",
                "{a: 5} | limits.a: expects keys below it, not a value (line 8)",
            })
    void areNamed(String limits, String problem) {
        assertThat(problems(Loading.MINIMAL + "limits: " + limits)).containsExactly(problem);
    }

    @Test
    void areToldTogether() {
        String yaml =
                Loading.MINIMAL
                        + """
                        limits:
                          a: {endpoint: other, model: 'a b', burst: x}
                          b: {concurrent: 0}
                        """;

        assertThat(problems(yaml)).hasSize(6);
    }

    @Test
    void areNoneWhereLimitsDifferInAnything() {
        String yaml =
                Loading.MINIMAL
                        + """
                        limits:
                          a: {endpoint: local, concurrent: 1}
                          b: {endpoint: local, requests-per-minute: 1}
                          c: {endpoint: local, model: m, concurrent: 1}
                          d: {tenant: local, concurrent: 1}
                          e: {tenant: local, model: m, concurrent: 1}
                          f: {tenant: "*", model: m, concurrent: 1}
                        """;

        assertThat(Loading.load(yaml).limits()).hasSize(6);
    }

    @Test
    void aDayTakesALogThatOutlivesARestart() {
        String yaml = Loading.MINIMAL + "limits: {a: {tenant: t, tokens-per-day: 5}}\n";
        assertThat(Loading.load(yaml).limits().values())
                .extracting(LimitConfig::tokensPerDay)
                .containsExactly(Optional.of(5L));
        assertThat(problems(yaml + "scheduling: {share-limits: false}\n"))
                .containsExactly(
                        "limits.a.tokens-per-day: needs scheduling.share-limits, since an instance alone forgets at a restart");
    }

    /** The limiter takes what the configuration lets through. */
    @Test
    void rangesAreThoseOfTheLimiter() {
        Set<Dimension> dimensions = EnumSet.allOf(Dimension.class);
        assertThat(LimitKeys.DIMENSIONS)
                .extracting(Key::name)
                .containsExactlyInAnyOrderElementsOf(
                        dimensions.stream().map(Dimension::label).toList());
        for (Dimension dimension : dimensions) {
            String yaml =
                    Loading.MINIMAL
                            + "limits: {a: {tenant: t, %s: %d}}"
                                    .formatted(dimension.label(), dimension.max());
            assertThat(Loading.load(yaml).limits()).hasSize(1);
            assertThat(problems(yaml.replace("}}", "0}}"))).hasSize(1);
        }
    }
}
