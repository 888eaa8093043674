package dev.sluice.processor.config;

import static dev.sluice.processor.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an endpoint must and must not be. */
class EndpointProblemsTest {
    private static final String REST =
            """
            kafka: {bootstrap.servers: "localhost:9092"}
            schema.registry: {url: "http://localhost:8081"}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{path: /x} | endpoints.a.base-url: is required",
                "{base-url: localhost} | endpoints.a.base-url: expects http://host:port or https://host:port, perhaps with a path (line 3)",
                "{base-url: 'ftp://host'} | endpoints.a.base-url: expects http://host:port or https://host:port, perhaps with a path (line 3)",
                "{base-url: 'http://h o'} | endpoints.a.base-url: expects an address such as http://localhost:8000 (line 3)",
                "{base-url: 'http://me:pw@host'} | endpoints.a.base-url: takes no credentials; use api-key (line 3)",
                "{base-url: 'http://host/v1/'} | endpoints.a.base-url: ends with a level that the path (/v1/chat/completions) begins with; drop one of the two",
                "{base-url: 'http://host', path: chat} | endpoints.a.path: expects a path that begins with a slash, without spaces, query or fragment (line 3)",
                "{base-url: 'http://host', profile: other} | endpoints.a.profile: expects openai (line 3)",
                "{base-url: 'http://host', timeout: 0s} | endpoints.a.timeout: is out of range: from 10ms to 24h (line 3)",
                "{base-url: 'http://host', connect-timeout: 6m} | endpoints.a.connect-timeout: is out of range: from 10ms to 5m (line 3)",
                "{base-url: 'http://host', max-response-bytes: 2GiB} | endpoints.a.max-response-bytes: is out of range: from 1KiB to 32MiB (line 3)",
                "{base-url: 'http://host', api-key: ''} | endpoints.a.api-key: has no value; give it one or leave it out (line 3)",
                "{base-url: 'http://host', baseurl: x} | endpoints.a.baseurl: is not a known key; did you mean endpoints.a.base-url? (line 3)",
            })
    void names(String endpoint, String problem) {
        assertThat(problems(REST + "endpoints: {a: " + endpoint + "}")).containsExactly(problem);
    }

    @Test
    void onlyOne() {
        String yaml = REST + "endpoints: {a: {base-url: 'http://a'}, B.c: {base-url: 'http://b'}}";

        assertThat(problems(yaml))
                .containsExactly(
                        "endpoints: only one endpoint can be used, not a, B.c",
                        "endpoints.B.c: an endpoint's name is lower-case letters, digits and dashes, at most 63");
    }
}
