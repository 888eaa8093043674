package dev.sluice.processor.config;

import static dev.sluice.processor.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.support.TestIdentity;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
                "{base-url: 'http://host', profile: other} | endpoints.a.profile: expects gcore, generalcompute, gravixlayer, openai or zerogpu (line 3)",
                "{base-url: 'http://host', timeout: 0s} | endpoints.a.timeout: is out of range: from 10ms to 24h (line 3)",
                "{base-url: 'http://host', connect-timeout: 6m} | endpoints.a.connect-timeout: is out of range: from 10ms to 5m (line 3)",
                "{base-url: 'http://host', max-response-bytes: 2GiB} | endpoints.a.max-response-bytes: is out of range: from 1KiB to 32MiB (line 3)",
                "{base-url: 'http://host', api-key: ''} | endpoints.a.api-key: has no value; give it one or leave it out (line 3)",
                "{profile: gcore} | endpoints.a.base-url: is required",
                "{profile: generalcompute} | endpoints.a.api-key: is required by the profile generalcompute; api-key-file is another way to give it",
                "{profile: zerogpu, api-key: k} | endpoints.a.project-id: is required by the profile zerogpu; project-id-file is another way to give it",
                "{profile: zerogpu, api-key: k, project-id: p} | endpoints.a.project-id: expects a UUID: 32 hexadecimal digits as 8-4-4-4-12 (line 3)",
                "{base-url: 'http://host', project-id: p} | endpoints.a.project-id: is not for the profile openai (line 3)",
                "{profile: gravixlayer, api-key: k, base-url: 'http://host/v1/inference'} | endpoints.a.base-url: ends with a level that the path (/v1/inference/chat/completions) begins with; drop one of the two",
                "{profile: generalcompute, api-key: k, verify-models: true} | endpoints.a.verify-models: needs models-path: the profile generalcompute knows of no list of models",
                "{base-url: 'http://host', api-key-file: /none} | endpoints.a.api-key-file: names a file that does not exist (line 3)",
                "{base-url: 'http://host', api-key-file: /} | endpoints.a.api-key-file: names a file that cannot be read: IOException (line 3)",
                "{base-url: 'http://host', api-key-file: /dev/null} | endpoints.a.api-key-file: names a file that is empty (line 3)",
                "{base-url: 'http://host', tls.ca-file: /none} | endpoints.a.tls.ca-file: names a file that does not exist (line 3)",
                "{base-url: 'http://host', tls.ca-file: /dev/null} | endpoints.a.tls.ca-file: names a file that holds no certificate in PEM (line 3)",
                "{base-url: 'http://host', headers.Host: x} | endpoints.a.headers.Host: cannot be this header: Sluice sets it itself (line 3)",
                "{base-url: 'http://host', headers.authorization: x} | endpoints.a.headers.authorization: cannot be this header: use api-key, auth.header and auth.prefix (line 3)",
                "{base-url: 'http://host', headers: {'a b': x}} | endpoints.a.headers.a b: expects a header's name (line 3)",
                "{base-url: 'http://host', headers: {X-A: \"a\\nb\"}} | endpoints.a.headers.X-A: expects a value that can be sent in a header: printable ASCII (line 3)",
                "{base-url: 'http://host', headers: {X-A: b, x-a: c}} | endpoints.a.headers.x-a: is the same header as that of endpoints.a.headers.X-A (line 3)",
                "{base-url: 'http://host', profile: gcore, api-key: k, headers: {x-api-key: c}} | endpoints.a.headers.x-api-key: is the same header as that of endpoints.a.api-key (line 3)",
                "{base-url: 'http://host', models: [a b]} | endpoints.a.models: expects models' names, in which * stands for any characters: at most 256 characters each, no spaces or commas within (line 3)",
                "{base-url: 'http://host', models: []} | endpoints.a.models: has no value; give it one or leave it out (line 3)",
                "{base-url: 'http://host', aliases: {'a*': b}} | endpoints.a.aliases.a*: is no alias: expects a model's name: at most 256 characters, no space, comma or asterisk (line 3)",
                "{base-url: 'http://host', aliases: {a: }} | endpoints.a.aliases.a: has no value; give it one or leave it out (line 3)",
                "{base-url: 'http://host', ranges: {temprature: 0..1}} | endpoints.a.ranges.temprature: is not a field that has a range; did you mean temperature? (line 3)",
                "{base-url: 'http://host', ranges: {top_p: 0-1}} | endpoints.a.ranges.top_p: expects a range such as 0..2, 1.. or ..0.5, or none for no range (line 3)",
                "{base-url: 'http://host', ranges: {top_p: 2..1}} | endpoints.a.ranges.top_p: is a range that holds nothing: its ends are swapped (line 3)",
                "{base-url: 'http://host', weight: 0} | endpoints.a.weight: is out of range: from 1 to 1000 (line 3)",
                "{base-url: 'http://host', order: 101} | endpoints.a.order: is out of range: from 1 to 100 (line 3)",
                "{base-url: 'http://host', stream: sometimes} | endpoints.a.stream: expects as-asked or always or never (line 3)",
                "{base-url: 'http://host', on-context-length: trim} | endpoints.a.on-context-length: expects fail or trim-oldest (line 3)",
                "{base-url: 'http://host', proxy: 'proxy:8080'} | endpoints.a.proxy: expects http://host:port or socks5://host:port, perhaps with user:password@ before the host (line 3)",
                "{base-url: 'http://host', tls.ca-file: /etc/hostname} | endpoints.a.tls.ca-file: names a file whose certificates are broken (line 3)",
                "{base-url: 'http://host', breaker: {minimum-calls: 101}} | endpoints.a.breaker.minimum-calls: must be at most endpoints.a.breaker.window-calls",
                "{base-url: 'http://host', adaptive-concurrency: {min: 3}} | endpoints.a.adaptive-concurrency.min: does nothing without endpoints.a.adaptive-concurrency.max (line 3)",
                "{base-url: 'http://host', adaptive-concurrency: {max: 3, min: 4}} | endpoints.a.adaptive-concurrency.min: must be at most endpoints.a.adaptive-concurrency.max (line 3)",
                "{base-url: 'http://host', adaptive-concurrency: {max: 9, initial: 10}} | endpoints.a.adaptive-concurrency.initial: must be from endpoints.a.adaptive-concurrency.min to endpoints.a.adaptive-concurrency.max (line 3)",
                "{base-url: 'http://host', adaptive-concurrency: {max: 0, min: 2}} | endpoints.a.adaptive-concurrency.max: is out of range: from 1 to 100000 (line 3)",
                "{base-url: 'http://host', adaptive-concurrency: {max: 9, latency-factor: 1}} | endpoints.a.adaptive-concurrency.latency-factor: is out of range: from 1.1 to 100.0 (line 3)",
                "{base-url: 'http://host', adaptive-concurrency: {max: 9, latency-factor: x}} | endpoints.a.adaptive-concurrency.latency-factor: expects a number from 1.1 to 100.0 (line 3)",
                "{base-url: 'http://host', first-byte-timeout: 11m} | endpoints.a.first-byte-timeout: must not be longer than endpoints.a.timeout",
                "{base-url: 'http://host', timeouts: {connect: 1s}} | endpoints.a.timeouts.connect: is not a known key (line 3)",
                "{base-url: 'http://host', baseurl: x} | endpoints.a.baseurl: is not a known key; did you mean endpoints.a.base-url? (line 3)",
            })
    void names(String endpoint, String problem) {
        assertThat(problems(REST + "endpoints: {a: " + endpoint + "}")).containsExactly(problem);
    }

    @Test
    void namesOfEndpoints() {
        String yaml = REST + "endpoints: {a: {base-url: 'http://a'}, B.c: {base-url: 'http://b'}}";

        assertThat(problems(yaml))
                .containsExactly(
                        "endpoints.B.c.base-url: is not a known key; did you mean endpoints.B.base-url? (line 3)",
                        "endpoints.B: an endpoint's name is lower-case letters, digits and dashes, at most 63",
                        "endpoints.B.base-url: is required");
    }

    @Test
    void aClientCertificateNeedsItsKey(@TempDir Path folder) {
        String file = TestIdentity.of(folder, "localhost").certificate().toString();

        assertThat(
                        problems(
                                REST
                                        + "endpoints: {a: {base-url: 'https://a', tls.client-cert-file: '%s'}}"
                                                .formatted(file)))
                .containsExactly(
                        "endpoints.a.tls.client-key-file: is required with endpoints.a.tls.client-cert-file");
    }

    @Test
    void aKeyIsGivenInOneWayOnly() {
        assertThat(
                        problems(
                                REST
                                        + "endpoints: {a: {base-url: 'http://a', api-key: k, api-key-file: /dev/null}}"))
                .containsExactly(
                        "endpoints.a.api-key-file: names a file that is empty (line 3)",
                        "endpoints.a.api-key-file: is given beside endpoints.a.api-key; drop one of the two");
    }

    @Test
    void anAliasLeadsToAModelThatTheProfileHas() {
        String yaml =
                REST
                        + """
                        endpoints:
                          a:
                            profile: zerogpu
                            api-key: k
                            project-id: 6b1f0d3c-92a7-4c55-8d11-2f7a3c9e0b44
                            aliases: {pii: gliner-multi-pii-v2, small: deberta-v3-small}
                        """;

        assertThat(problems(yaml))
                .containsExactly(
                        "endpoints.a.aliases.pii: leads to a model that the profile zerogpu does not have;"
                                + " did you mean gliner-multi-pii-v1? (line 8)");
        assertThat(
                        Loading.endpoint(Loading.load(yaml + "    models: ['*']\n"), "a")
                                .routing()
                                .aliases())
                .hasSize(2);
    }

    @Test
    void doubtfulSettings(@TempDir Path folder) {
        LoadedConfig loaded =
                Loading.read(
                        REST
                                + "endpoints: {a: {base-url: 'http://a', tls: {verify: false, ca-file: '%s'}}}"
                                        .formatted(
                                                TestIdentity.of(folder, "localhost").certificate()),
                        Map.of());

        assertThat(loaded.warnings())
                .extracting(Problem::key)
                .containsExactly("endpoints.a.tls.verify", "endpoints.a.tls.ca-file");
    }
}
