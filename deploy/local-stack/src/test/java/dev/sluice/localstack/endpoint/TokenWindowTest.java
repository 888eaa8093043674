package dev.sluice.localstack.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenWindowTest {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    private final TokenWindow window = new TokenWindow();

    @Test
    void countsWhatArrivedWithinAMinute() {
        assertThat(window.peak()).isZero();
        window.add(1_000, 5);
        window.add(1_000 + MINUTE, 7);
        assertThat(window.peak()).as("a minute apart").isEqualTo(7);
        window.add(990 + MINUTE, 4);
        assertThat(window.peak()).as("in time for the first").isEqualTo(11);
        window.add(1_500, 3);
        assertThat(window.peak()).as("answered late").isEqualTo(14);
    }

    @Test
    void isTheSameWhateverTheOrderOfAnswers() {
        Random random = new Random(7);
        List<long[]> answers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            answers.add(new long[] {10L * random.nextInt(30_000), random.nextInt(100)});
        }
        long most = 0;
        for (long[] first : answers) {
            long sum = 0;
            for (long[] other : answers) {
                sum += other[0] >= first[0] && other[0] < first[0] + MINUTE ? other[1] : 0;
            }
            most = Math.max(most, sum);
        }
        Collections.shuffle(answers, random);
        answers.forEach(answer -> window.add(answer[0], answer[1]));
        assertThat(window.peak()).isEqualTo(most);
    }

    @Test
    void keepsThePeakOfWhatItForgets() {
        window.add(0, 100);
        for (long hour = 1; hour <= 3; hour++) {
            window.add(60 * hour * MINUTE, 1);
        }
        assertThat(window.peak()).isEqualTo(100);
    }
}
