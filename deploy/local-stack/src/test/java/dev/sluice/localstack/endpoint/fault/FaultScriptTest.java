package dev.sluice.localstack.endpoint.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultScriptTest {

    @Test
    void nthAndEveryAndTimesCountTheRequestsThatMatch() {
        FaultScript script =
                FaultScript.parse(
                        """
                        [{"model": "m", "contains": "x", "nth": 2, "action": "hang"},
                         {"model": "n", "every": 2, "times": 2, "action": "truncate"}]
                        """);
        assertThat(script.next("m", "x")).isEmpty();
        assertThat(script.next("m", "other")).isEmpty();
        assertThat(script.next("m", "axb")).contains(new FaultAction.Hang());
        assertThat(script.next("m", "x")).isEmpty();
        List<Integer> faulty =
                IntStream.rangeClosed(1, 10)
                        .filter(i -> script.next("n", "").isPresent())
                        .boxed()
                        .toList();
        assertThat(faulty).containsExactly(2, 4);
    }

    @Test
    void chanceIsTheSameInEachRunAndAboutAsLikelyAsItSays() {
        String json = "[{\"probability\": 0.25, \"seed\": 7, \"action\": \"hang\"}]";
        List<Integer> first = faultyOf(FaultScript.parse(json));
        assertThat(faultyOf(FaultScript.parse(json))).isEqualTo(first);
        assertThat(faultyOf(FaultScript.parse(json.replace("7", "8")))).isNotEqualTo(first);
        assertThat(first).hasSizeBetween(2_300, 2_700);
    }

    private static List<Integer> faultyOf(FaultScript script) {
        return IntStream.range(0, 10_000)
                .filter(i -> script.next("m", "").isPresent())
                .boxed()
                .toList();
    }

    @Test
    void readsEachAction() {
        FaultScript script =
                FaultScript.parse(
                        """
                        [{"nth": 1, "action": "status", "status": 429, "headers": {"Retry-After": "2"}, "body": {"a": 1}},
                         {"nth": 1, "action": "reset", "at": "in_body"}, {"nth": 1, "action": "delay", "ms": 5},
                         {"nth": 1, "action": "drip", "pieces": 3, "ms": 2}, {"nth": 1, "action": "empty_body"}]
                        """);
        assertThat(script.next("m", ""))
                .contains(
                        new FaultAction.Respond(
                                429,
                                Map.of("Retry-After", "2", "content-type", "application/json"),
                                "{\"a\":1}"));
        assertThat(script.next("m", "")).contains(new FaultAction.Reset(FaultAction.Phase.IN_BODY));
        assertThat(script.next("m", "")).contains(new FaultAction.Delay(5));
        assertThat(script.next("m", "")).contains(new FaultAction.Drip(3, 2));
        assertThat(script.next("m", ""))
                .contains(
                        new FaultAction.Respond(
                                200, Map.of("content-type", "application/json"), ""));
        assertThat(script.next("m", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    {                                                        | A fault script is JSON
                    {}                                                       | array of rules
                    [7]                                                      | Rule 0 is not an object
                    [{"action": "hang"}, {"nth": 1}]                         | Rule 1: action is missing
                    [{"action": "explode"}]                                  | unknown action explode
                    [{"action": "hang", "modle": "m"}]                       | no meaning here for [modle]
                    [{"action": "hang", "ms": 5}]                            | no meaning here for [ms]
                    [{"action": "delay"}]                                    | ms is missing
                    [{"action": "reset", "at": "noon"}]                      | unknown value of at: noon
                    [{"action": "hang", "nth": 0}]                           | nth must be a whole number of at least 1
                    [{"action": "hang", "nth": 1, "every": 2}]               | only one of
                    [{"action": "hang", "probability": 1.5}]                 | probability must be a number from 0 to 1
                    [{"action": "status", "status": 600}]                    | at most 599
                    """)
    void refusesAMistakeAndNamesIt(String script, String problem) {
        assertThatThrownBy(() -> FaultScript.parse(script))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }
}
