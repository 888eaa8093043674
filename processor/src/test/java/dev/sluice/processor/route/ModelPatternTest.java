package dev.sluice.processor.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelPatternTest {
    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars("ab.*").ofMaxLength(6).map(text -> text + "*a");
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("ab.").ofMaxLength(8);
    }

    /** The same as a regular expression, which would take too long for some names. */
    @Property(tries = 5_000)
    void meansWhatARegularExpressionMeans(
            @ForAll("patterns") String pattern, @ForAll("names") String name) {
        Pattern expression =
                Pattern.compile(("\\Q" + pattern + "\\E").replace("*", "\\E.*\\Q"), Pattern.DOTALL);

        assertThat(ModelPattern.of(pattern).matches(name))
                .isEqualTo(expression.matcher(name).matches());
    }

    @ParameterizedTest
    @CsvSource({
        "*, '', true",
        "*, anything, true",
        "gpt-*, gpt-4o, true",
        "gpt-*, gpt-, true",
        "gpt-*, GPT-4o, false",
        "gpt-*, my-gpt-4o, false",
        "*/llama-*-instruct, meta/llama-3-instruct, true",
        "*/llama-*-instruct, meta/llama-instruct, false",
        "aba*aba, aba, false",
        "aba*aba, abaaba, true",
        "a*b*c, abc, true",
        "a*bc*c, abc, false",
    })
    void examples(String pattern, String name, boolean matches) {
        assertThat(ModelPattern.of(pattern).matches(name)).isEqualTo(matches);
    }
}
