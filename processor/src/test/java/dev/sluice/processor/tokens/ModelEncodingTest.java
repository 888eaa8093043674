package dev.sluice.processor.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.api.EncodingType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelEncodingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-4o",
                "gpt-4o-mini",
                "gpt-4o-2024-11-20",
                "chatgpt-4o-latest",
                "gpt-4.1",
                "gpt-4.1-nano",
                "gpt-4.5-preview",
                "gpt-5",
                "gpt-5.1-codex",
                "gpt-oss-120b",
                "openai/gpt-oss:20b",
                "o1",
                "o3-mini",
                "o4-mini-2025-04-16",
                "openai/gpt-4o:free",
                "azure/GPT-4o",
                "ft:gpt-4o-mini:acme::id"
            })
    void laterFamilies(String model) {
        assertThat(ModelEncoding.of(model)).contains(EncodingType.O200K_BASE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-4",
                "gpt-4-turbo",
                "gpt-4-32k-0613",
                "gpt-3.5-turbo",
                "gpt-35-turbo",
                "ft:gpt-3.5-turbo"
            })
    void earlierFamilies(String model) {
        assertThat(ModelEncoding.of(model)).contains(EncodingType.CL100K_BASE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "m",
                "gpt",
                "gpt-40",
                "o11y",
                "llama-3.1-8b-instruct-fast",
                "meta-llama/Llama-3.2-1B-Instruct",
                "llama3.1:8b-instruct-fp16",
                "my-gpt-4o"
            })
    void others(String model) {
        assertThat(ModelEncoding.of(model)).isEmpty();
    }
}
