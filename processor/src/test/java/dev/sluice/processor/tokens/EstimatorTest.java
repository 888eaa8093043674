package dev.sluice.processor.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.sluice.processor.tokens.Estimate.Basis;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.WithNull;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimatorTest {
    private static final int START = 100;
    private static final int REPORTS = 300;

    private final Estimator estimator = new Estimator(new TokenCounter(), START);

    /** As an exact count does where no encoding is known. */
    @Test
    void aRoughCountGoesByBytes() {
        ChatRequest request = request("Wort und Wörter".repeat(50));

        assertThat(estimator.countRoughly(request)).isEqualTo(estimator.count(request, "unknown"));
    }

    @ParameterizedTest
    @CsvSource({
        ", , , 100",
        ", , 3, 300",
        "10, , , 10",
        ", 20, , 20",
        "10, 20, , 20",
        "1, 5000, , 5000",
        "20, 10, 2, 40",
        "2147483647, , 128, 274877906816"
    })
    void theAnswerCountsAsWhatTheRequestAllows(
            @Nullable Integer older, @Nullable Integer newer, @Nullable Integer n, long expected) {
        ChatRequest request = request("a");
        request.setMaxTokens(older);
        request.setMaxCompletionTokens(newer);
        request.setN(n);

        Estimate estimate = estimator.estimate("t", "m", request, 5);
        assertThat(estimate.completion()).isEqualTo(expected);
        boolean isOpen = older == null && newer == null;
        assertThat(estimate.basis()).isEqualTo(isOpen ? Basis.GUESSED : Basis.SET);
        assertThat(estimate.least()).isEqualTo(isOpen ? 5 : estimate.total());
    }

    @Test
    void aPromptIsCountedAndScaled() {
        ChatRequest request = request("hello world");
        long counted = estimator.count(request, "llama");
        assertThat(estimator.estimate("t", "llama", request, counted))
                .isEqualTo(new Estimate(counted, START, Basis.GUESSED));

        estimator.learn("t", "llama", request, counted, reported(2 * counted, null));

        assertThat(estimator.estimate("t", "llama", request, counted).prompt())
                .isEqualTo(2 * counted);
        assertThat(estimator.estimate("t", "other", request, counted).prompt()).isEqualTo(counted);
        assertThat(estimator.estimate("other", "llama", request, counted).prompt())
                .isEqualTo(counted);
    }

    @Property(tries = 200)
    void promptsComeToWhatIsReported(
            @ForAll @DoubleRange(min = 0.3, max = 7) double before,
            @ForAll @DoubleRange(min = 0.3, max = 7) double after,
            @ForAll long seed) {
        Estimator fresh = new Estimator(new TokenCounter(), START);
        Random random = new Random(seed);
        for (double truth : new double[] {before, after}) {
            for (int i = 0; i < REPORTS; i++) {
                long counted = random.nextInt(5_000) + 20L;
                double noise = 0.9 + 0.2 * random.nextDouble();
                long reported = Math.max(1, Math.round(counted * truth * noise));
                fresh.learn("t", "m", request("a"), counted, reported(reported, null));
            }

            assertThat((double) fresh.estimate("t", "m", request("a"), 10_000).prompt())
                    .isCloseTo(10_000 * truth, withinPercentage(10));
        }
    }

    @Property(tries = 200)
    void answersComeToWhatIsUsual(
            @ForAll @IntRange(min = 1, max = 100_000) int before,
            @ForAll @IntRange(min = 1, max = 100_000) int after,
            @ForAll @IntRange(min = 1, max = 5) int n,
            @ForAll long seed) {
        Estimator fresh = new Estimator(new TokenCounter(), START);
        Random random = new Random(seed);
        ChatRequest request = request("a");
        request.setN(n);
        for (int truth : new int[] {before, after}) {
            for (int i = 0; i < 2 * REPORTS; i++) {
                long tokens = Math.round((0.5 + random.nextDouble()) * truth * n);
                fresh.learn("t", "m", request, 10, reported(null, tokens));
            }

            // Rounded up for each choice, of which the mean of these may be off by some.
            assertThat(fresh.estimate("t", "m", request, 10).completion())
                    .isBetween((long) (0.8 * truth * n), (long) (1.2 * truth * n) + 2L * n);
        }
    }

    @Property
    void noReportLeadsAstray(
            @ForAll @LongRange(min = 1, max = 1_000_000) long counted,
            @ForAll @WithNull @LongRange(min = -9, max = 2_000_000_000) @Nullable Long prompt,
            @ForAll @WithNull @LongRange(min = -9, max = 2_000_000_000) @Nullable Long completion) {
        Estimator fresh = new Estimator(new TokenCounter(), START);
        fresh.learn("t", "m", request("a"), counted, reported(prompt, completion));

        Estimate estimate = fresh.estimate("t", "m", request("a"), counted);

        assertThat(estimate.prompt())
                .isBetween(Math.max(1, counted / 4 - 1), 8 * counted)
                .isPositive();
        assertThat(estimate.completion()).isBetween(1L, 500_000_050L);
        assertThat(estimate.total()).isEqualTo(estimate.prompt() + estimate.completion());
    }

    @Test
    void ownEstimatesAndAnswersThatMayBeCutOffTeachNothing() {
        ChatRequest limited = request("a");
        limited.setMaxTokens(5);
        Usage own = new Usage(900L, 900L, 1_800L, null, null, UsageSource.ESTIMATED, null);
        estimator.learn("t", "m", request("a"), 10, own);
        estimator.learn("t", "m", limited, 10, reported(10L, 5L));

        assertThat(estimator.estimate("t", "m", request("a"), 10))
                .isEqualTo(new Estimate(10, START, Basis.GUESSED));
    }

    @Test
    void aGuessIsWhatStandsOnFewAnswers() {
        for (int answers = 0; answers < 8; answers++) {
            Estimate guess = estimator.estimate("t", "m", request("a"), 10);
            assertThat(guess.basis()).isEqualTo(Basis.GUESSED);
            assertThat(guess.caution()).isGreaterThan(1);
            estimator.learn("t", "m", request("a"), 10, reported(10L, 50L));
        }

        Estimate usual = estimator.estimate("t", "m", request("a"), 10);
        assertThat(usual.basis()).isEqualTo(Basis.USUAL);
        assertThat(usual.caution()).isEqualTo(1);
        assertThat(usual.least()).isEqualTo(10);
    }

    @Test
    void thoseThatAreNotSeenForLongestAreForgotten() {
        for (int i = 0; i < Pairs.MOST; i++) {
            estimator.learn("t" + i, "m", request("a"), 10, reported(20L, null));
        }
        estimator.estimate("t0", "m", request("a"), 10);
        estimator.learn("new", "m", request("a"), 10, reported(20L, null));

        assertThat(estimator.known()).isEqualTo(Pairs.MOST);
        assertThat(estimator.estimate("t0", "m", request("a"), 10).prompt()).isEqualTo(20);
        assertThat(estimator.estimate("t1", "m", request("a"), 10).prompt()).isEqualTo(10);
    }

    private static Usage reported(@Nullable Long prompt, @Nullable Long completion) {
        return new Usage(prompt, completion, null, null, null, UsageSource.REPORTED, null);
    }

    private static ChatRequest request(String text) {
        ChatMessage message = ChatMessage.newBuilder().setRole("user").setContent(text).build();
        return ChatRequest.newBuilder()
                .setId("id")
                .setModel("m")
                .setMessages(List.of(message))
                .build();
    }
}
