package dev.sluice.processor.admin.usage;

import static dev.sluice.processor.admin.usage.TestRows.HOUR;
import static dev.sluice.processor.admin.usage.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.admin.usage.UsageAnswer.Incomplete;
import dev.sluice.processor.admin.usage.UsageAnswer.Rows;
import dev.sluice.processor.admin.usage.UsagePeers.Reply;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not an answer is a gap. */
class PeerAnswersTest {
    private static final InstanceAddress PEER = new InstanceAddress("peer", 1);
    private static final Set<Integer> EXPECTED = Set.of(0, 2);

    @Test
    void rowsTravelExactly() {
        var priced =
                row("b", HOUR, 3)
                        .setCost(new BigDecimal("0.000123000000"))
                        .setCurrency("USD")
                        .build();
        Rows sent = new Rows(Set.of(0, 2), List.of(row("a", 1), priced));

        assertThat(read(200, Buffer.buffer(UsageFile.write(sent)))).isEqualTo(sent);
    }

    @Test
    void whoHasNoPartitionsSaysSo() {
        Rows none = new Rows(Set.of(), List.of());

        assertThat(read(200, Buffer.buffer(UsageFile.write(none)))).isEqualTo(none);
    }

    @Test
    void halfAFileIsNone() {
        byte[] file = UsageFile.write(new Rows(Set.of(0), List.of(row("a", 1), row("b", 1))));

        for (int length = 0; length < file.length; length++) {
            Buffer part = Buffer.buffer(Arrays.copyOf(file, length));
            assertThat(read(200, part)).isInstanceOf(Incomplete.class);
        }
    }

    @Test
    void itsOwnWordsOnWhatIsMissingArePassedOn() {
        Gap gap = new Gap(Set.of(2), Optional.of("peer:1"), "is being restored");

        assertThat(read(503, UsageJson.missing(List.of(gap))))
                .isEqualTo(new Incomplete(List.of(gap)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | <html> | answers with Not an Avro data file.",
                "401 | | refuses the token: admin.token has to be the same for all instances",
                "404 | | answers with HTTP 404",
                "503 | {} | answers with HTTP 503",
                "503 | <html> | answers with HTTP 503",
            })
    void everythingElseIsMissing(int status, String body, String reason) {
        assertThat(read(status, Buffer.buffer(body == null ? "" : body)))
                .isEqualTo(new Incomplete(List.of(Gap.of(EXPECTED, PEER, reason))));
    }

    @Test
    void tooManyStayTooMany() {
        assertThat(read(422, Buffer.buffer())).isEqualTo(new UsageAnswer.TooMany());
    }

    private static UsageAnswer read(int status, Buffer body) {
        return PeerAnswers.read(PEER, EXPECTED, new Reply.Answered(status, body));
    }
}
