package dev.sluice.localstack.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localstack.endpoint.chat.TokenCounting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointArgumentsTest {

    @Test
    void readsAllOfThem() {
        EndpointArguments arguments =
                parse(
                        "--host 0.0.0.0 --port 8080 --port-file p --event-loops 4 --models a,b --latency lognormal:1000:0.5"
                                + " --usage approximate --words 3-4 --requests-per-minute 60 --concurrent 5"
                                + " --recorded 7 --api-key-env KEY");
        EndpointOptions options = arguments.options();
        assertThat(arguments.portFile()).contains(Path.of("p"));
        assertThat(options.host()).isEqualTo("0.0.0.0");
        assertThat(options.port()).isEqualTo(8080);
        assertThat(options.eventLoops()).isEqualTo(4);
        assertThat(options.models()).isEqualTo(List.of("a", "b"));
        assertThat(options.latency()).isEqualTo(Latency.lognormal(Duration.ofSeconds(1), 0.5));
        assertThat(options.usage()).isEqualTo(TokenCounting.APPROXIMATE);
        assertThat(options.words()).isEqualTo(new EndpointOptions.Words(3, 4));
        assertThat(options.limits())
                .isEqualTo(new EndpointLimits(OptionalInt.of(60), OptionalInt.of(5)));
        assertThat(options.recorded()).isEqualTo(7);
        assertThat(options.apiKey()).isEqualTo(Optional.of(new ApiKey("secret")));
        assertThat(options.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port",
                "--port x",
                "--colour red",
                "--latency soon",
                "--usage none",
                "--words 9",
                "--words 9-8",
                "--concurrent 0",
                "--faults /no/such/file",
                "--api-key-env OTHER"
            })
    void refusesAMistake(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(IllegalArgumentException.class);
    }

    private static EndpointArguments parse(String line) {
        return EndpointArguments.parse(line.split(" ", -1), Map.of("KEY", "secret"));
    }
}
