package dev.sluice.processor.config;

import static dev.sluice.processor.config.Loading.MINIMAL;
import static dev.sluice.processor.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.WindowSize;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageProblemsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{windows: [minute, week]} | usage.windows: expects minute or hour or day (line 8)",
                "{windows: ''} | usage.windows: has no value; give it one or leave it out (line 8)",
                "{window: [minute]} | usage.window: is not a known key; did you mean usage.windows? (line 8)",
                "{grace: 59s} | usage.grace: is out of range: from 1m to 8760h (line 8)",
                "{publish-interval: 99ms} | usage.publish-interval: is out of range: from 100ms to 1h (line 8)",
                "{windows: [], keep: {minute: 59m}} | usage.keep.minute: is out of range: from 1h to 87600h (line 8)",
                "{keep: {week: 2h}} | usage.keep.week: is not a known key (line 8)",
                "{keep: {minute: 24h}} | usage.keep.minute: must be at least usage.grace and the length of the window together (1441m)",
                "{grace: 1m, keep: {hour: 1h}} | usage.keep.hour: must be at least usage.grace and the length of the window together (61m)",
                "{windows: [day], grace: 8760h, keep: {day: 8783h}} | usage.keep.day: must be at least usage.grace and the length of the window together (8784h)",
            })
    void areNamed(String usage, String problem) {
        assertThat(problems(MINIMAL + "usage: " + usage)).containsExactly(problem);
    }

    @Test
    void aTotalMayEndAsSoonAsItCannotChange() {
        String yaml = MINIMAL + "usage: {grace: 59m, keep: {minute: 1h, hour: 119m, day: 1499m}}\n";

        assertThat(Loading.load(yaml).usage().keep().minute()).hasMinutes(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "none", "[none]"})
    void thereNeedBeNoWindows(String windows) {
        SluiceConfig config =
                Loading.load(
                        MINIMAL
                                + "usage: {windows: %s, grace: 8760h, keep: {day: 1h}}"
                                        .formatted(windows));

        assertThat(config.usage().windows()).isEmpty();
        assertThat(Loading.load(EffectiveConfig.print(config))).isEqualTo(config);
    }

    @Test
    void theEnvironmentChoosesWindows() {
        Map<String, String> hours = Map.of("SLUICE_USAGE_WINDOWS", "hour");
        Map<String, String> none = Map.of("SLUICE_USAGE_WINDOWS", "none");
        String yaml = MINIMAL + "usage: {windows: []}";

        assertThat(Loading.read(yaml, hours).config().usage().windows())
                .containsExactly(WindowSize.HOUR);
        assertThat(Loading.read(MINIMAL, none).config().usage().windows()).isEmpty();
    }
}
