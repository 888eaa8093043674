package dev.sluice.processor.config;

import static dev.sluice.processor.config.Loading.MINIMAL;
import static dev.sluice.processor.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each problem is found, by its key, and all of them at once. */
class ConfigProblemsTest {
    @Test
    void everythingAtOnce() {
        String yaml =
                """
                aplication-id: x
                topics:
                  partitions: 0
                  create: yes
                pending:
                  window-record: 5
                dispatch:
                  max-in-flight: many
                  max-in-flight: 3
                kafka:
                  group.id: mine
                """;

        assertThat(problems(yaml))
                .containsExactlyInAnyOrder(
                        "dispatch.max-in-flight: is given twice, at line 8 and line 9",
                        "aplication-id: is not a known key; did you mean application-id? (line 1)",
                        "pending.window-record: is not a known key; did you mean pending.window-records? (line 6)",
                        "topics.partitions: is out of range: from 1 to 10000 (line 3)",
                        "topics.create: expects true or false (line 4)",
                        "dispatch.max-in-flight: expects a whole number from 1 to 100000 (line 8)",
                        "kafka.group.id: Sluice sets this itself: the group is named by application-id (line 11)",
                        "kafka.bootstrap.servers: is required",
                        "schema.registry.url: is required",
                        "endpoints: an endpoint is required, such as endpoints.local.base-url");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "streams: {commit-interval: 4ms} | streams.commit-interval: is out of range: from 5ms to 1s",
                "streams: {commit-interval: 20} | streams.commit-interval: expects a duration: a whole number and a unit, such as 20ms, 5s, 10m or 1h",
                "streams: {session-timeout: 5s} | streams.session-timeout: is out of range: from 6s to 5m",
                "streams: {transaction-timeout: 16m} | streams.transaction-timeout: is out of range: from 1s to 15m",
                "admin: {port: 65536} | admin.port: is out of range: from 0 to 65535",
                "admin: {host: 'http://here'} | admin.host: expects the name or the address of a network interface, such as 127.0.0.1",
                "admin: {token: two words} | admin.token: expects a value that can be sent in a header: printable ASCII without spaces",
                "admin: {advertised: here} | admin.advertised: expects host:port, such as sluice-1.example:9464 or [2001:db8::1]:9464",
                "admin: {advertised: 'here:0'} | admin.advertised: is out of range: from port 1 to port 65535",
                "streams: {threads: 0} | streams.threads: is out of range: from 1 to 256",
                "streams: {threads: 1.5} | streams.threads: expects a whole number from 1 to 256",
                "streams: {threads: [1]} | streams.threads: expects a single value, not a list",
                "streams: {threads: } | streams.threads: has no value; give it one or leave it out",
                "streams: {threads: {a: 1}} | streams.threads.a: streams.threads takes a single value, without keys below it",
                "streams: 7 | streams: expects keys below it, not a value",
                "admission: {max-request-bytes: 1MB} | admission.max-request-bytes: expects a size: bytes, or a whole number and a unit, such as 512KiB, 8MiB or 1GiB",
                "admission: {duplicates: ignore} | admission.duplicates: expects reject or drop or allow",
                "admission: {duplicate-window: 59s} | admission.duplicate-window: is out of range: from 1m to 720h",
                "admission: {max-request-bytes: 1} | admission.max-request-bytes: is out of range: from 1KiB to 32MiB",
                "pending: {window-bytes: 999999999999999GiB} | pending.window-bytes: is out of range: from 1MiB to 1024GiB",
                "pending: {window-records: 1000001} | pending.window-records: is out of range: from 1 to 1000000",
                "dispatch: {drain-timeout: 61m} | dispatch.drain-timeout: is out of range: from 0ms to 1h",
                "streams: {instance-id: a b} | streams.instance-id: expects letters, digits, dots, underscores and dashes, at most 150, no dot first",
                "dispatch: {max-in-flight: 100001} | dispatch.max-in-flight: is out of range: from 1 to 100000",
                "topics: {requests: a/b} | topics.requests: expects a topic name: letters, digits, dots, underscores and dashes, at most 249",
                "max-in-flight: 3 | max-in-flight: is not a known key; did you mean dispatch.max-in-flight?",
                "application.id: a | application.id: is not a known key; did you mean application-id?",
            })
    void names(String line, String problem) {
        assertThat(problems(MINIMAL + line))
                .singleElement()
                .isEqualTo(problem + " (line %d)".formatted(MINIMAL.lines().count() + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.example.com", "::"})
    void whatOthersReachNeedsAToken(String host) {
        String open = MINIMAL + "admin: {port: 1, host: '" + host + "', advertised: 'a:1'";

        assertThat(problems(open + "}"))
                .containsExactly(
                        "admin.token: is required where admin.host is not a loopback address");
        assertThat(Loading.load(open + ", token: t}").admin().port()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
    void whatOnlyThisMachineReachesNeedsNone(String host) {
        String local = MINIMAL + "admin: {port: 1, host: '" + host + "'}";

        assertThat(Loading.load(local).admin().token()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"host: 0.0.0.0", "host: '::'", "advertised: '[::]:1'"})
    void whatStandsForAllAddressesIsNoneToAskAt(String address) {
        String open = MINIMAL + "admin: {port: 1, token: t, " + address + "}\n";

        assertThat(problems(open))
                .containsExactly(
                        "admin.advertised: is required where admin.host stands for all addresses: one that other instances can connect to");
        assertThat(Loading.load(open + "usage: {windows: []}").admin().port()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1:5", "::1, [::1]:5"})
    void othersAreToldWhereItListens(String host, String advertised) {
        String yaml = MINIMAL + "admin: {port: 5, host: '" + host + "'}";

        assertThat(Loading.load(yaml).admin().advertised()).isEqualTo(advertised);
    }

    @Test
    void rulesBetweenKeys() {
        String yaml =
                MINIMAL
                        + """
                        streams: {commit-interval: 1s, transaction-timeout: 1s}
                        pending: {window-bytes: 1MiB}
                        admission: {max-request-bytes: 2MiB}
                        topics: {failures: chat.requests}
                        """;

        assertThat(problems(yaml))
                .containsExactly(
                        "streams.commit-interval: must be shorter than streams.transaction-timeout",
                        "pending.window-bytes: must be at least admission.max-request-bytes",
                        "topics.failures: must differ from topics.requests");
    }

    @Test
    void aRuleIsSkippedWhereItsKeyIsAlreadyAtFault() {
        assertThat(
                        problems(
                                MINIMAL
                                        + "pending: {window-bytes: x}\n"
                                        + "admission: {max-request-bytes: 32MiB}"))
                .singleElement()
                .asString()
                .startsWith("pending.window-bytes: expects a size");
    }

    @Test
    void sectionsWithoutKeysAreNoProblem() {
        assertThat(Loading.load(MINIMAL + "topics:\nstreams:\n  properties:\n").topics().create())
                .isFalse();
    }
}
