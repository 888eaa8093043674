package dev.sluice.processor.openai;

import static dev.sluice.processor.openai.Bodies.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.ProviderError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorBodyReaderTest {
    @Test
    void readsAnErrorObject() {
        assertThat(
                        read(
                                429,
                                "{\"error\":{\"message\":\"slow\",\"type\":\"requests\",\"param\":null,\"code\":\"rate_limit\"}}"))
                .isEqualTo(new ProviderError(429, "rate_limit", "requests", null, "slow"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"error\":{\"code\":404,\"message\":\"m\"}} | 404 | m",
                "{\"error\":\"m\"} | | m",
                "{\"detail\":\"m\"} | | m",
                "{\"object\":\"error\",\"message\":\"m\",\"code\":40303} | 40303 | m",
                "{\"error\":null,\"message\":\"m\"} | | m",
                "{\"detail\":[{\"loc\":[\"body\"]}]} | | {\"detail\":[{\"loc\":[\"body\"]}]}",
                "{\"error\":{\"info\":1}} | | {\"error\":{\"info\":1}}",
                "<html>Bad Gateway</html> | | <html>Bad Gateway</html>",
                "upstream timed out | | upstream timed out",
                "{\"error\": | | {\"error\":",
                "[7] | | [7]"
            })
    void takesWhatEndpointsSend(String body, String code, String message) {
        ProviderError error = read(500, body);
        assertThat(error.getCode()).isEqualTo(code);
        assertThat(error.getMessage()).isEqualTo(message);
        assertThat(error.getStatus()).isEqualTo(500);
    }

    @Test
    void passesOverAByteOrderMark() {
        ProviderError error = read(400, "\uFEFF\r\n{\"error\":{\"code\":7,\"message\":\"m\"}}");
        assertThat(error.getCode()).isEqualTo("7");
        assertThat(error.getMessage()).isEqualTo("m");
        assertThat(read(502, "\uFEFF").getMessage()).isNull();
    }

    @Test
    void hasNoMessageForAnEmptyBody() {
        assertThat(read(502, " \n").getMessage()).isNull();
    }

    @Test
    void showsNoPartOfAKeyThatIsRepeatedBeyondTheCut() {
        String key = "k3y-of-the-operator-" + "0123456789".repeat(18);
        ProviderError error =
                ErrorBodyReader.read(
                        401, utf8((key + " ").repeat(200)), new SecretMask(List.of(key)));

        assertThat(error.getMessage()).isNotEmpty().doesNotContain("k3y", "0123");
    }

    @Test
    void cutsLongMessagesWithoutSplittingACharacter() {
        assertThat(read(500, "x".repeat(5_000)).getMessage()).hasSize(2_000);
        assertThat(read(500, "x".repeat(1_999) + "😀".repeat(5)).getMessage())
                .isEqualTo("x".repeat(1_999));
    }

    @Test
    void survivesBytesThatAreNoText() {
        assertThat(ErrorBodyReader.read(500, new byte[] {(byte) 0xFF, 0}).getMessage()).isNotNull();
        assertThat(read(500, "[".repeat(100_000)).getMessage()).hasSize(2_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Incorrect API key provided: sk-abcDEF123456. See docs. | Incorrect API key provided: ********. See docs.",
                "key sk-proj-Ab_12*****9z is wrong | key ******** is wrong",
                "header 'Authorization: Bearer abc.def' refused | header 'Authorization: ********",
                "Bearer eyJhbGciOi.x-y_z= expired | Bearer ******** expired",
                "{\"x-api-key\":\"abcd1234\",\"n\":1} | {\"x-api-key\":\"********\",\"n\":1}",
                "password=hunter2, try again | password=********, try again",
                "maximum context length is 8192 tokens: you asked for 9000 | maximum context length is 8192 tokens: you asked for 9000",
                "the task-based risk-free desk-top model | the task-based risk-free desk-top model"
            })
    void masksWhatLooksLikeACredential(String text, String masked) {
        assertThat(SecretMask.BY_LOOKS.mask(text))
                .startsWith(masked)
                .doesNotContain("abc.def", "hunter2");
    }

    @Test
    void masksKnownSecretsEverywhere() {
        SecretMask mask = new SecretMask(List.of("correct horse", ""));
        ProviderError error =
                ErrorBodyReader.read(
                        401,
                        utf8(
                                "{\"error\":{\"message\":\"no correct horse here\",\"code\":\"correct horse\",\"param\":\"correct horse\"}}"),
                        mask);
        assertThat(error.toString()).doesNotContain("horse").contains("no ******** here");
        assertThat(mask.toString()).doesNotContain("horse");
    }

    @Test
    void masksASecretThatTheCutWouldSplit() {
        String message = read(401, "x ".repeat(995) + "sk-abcdefghijklmnopqrstuvwxyz").getMessage();
        assertThat(message).doesNotContain("abc").hasSizeLessThanOrEqualTo(2_000);
    }

    private static ProviderError read(int status, String body) {
        return ErrorBodyReader.read(status, utf8(body));
    }
}
