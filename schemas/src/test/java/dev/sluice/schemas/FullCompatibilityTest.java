package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatRequest;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check itself: it lets sound changes through and catches the others. */
class FullCompatibilityTest {
    private final Schema request = PlainSchema.of(ChatRequest.getClassSchema());
    private final Schema completion = PlainSchema.of(ChatCompletion.getClassSchema());

    @Test
    void nothingChanged() {
        assertThat(FullCompatibility.problems(request, request)).isEmpty();
    }

    @Test
    void aFieldWithADefaultMayComeAndGo() {
        Schema more =
                SchemaEdits.with(
                        request,
                        "ChatMessage",
                        "{\"name\":\"new\",\"type\":[\"null\",\"string\"],\"default\":null}");
        assertThat(FullCompatibility.problems(more, request)).isEmpty();
        assertThat(FullCompatibility.problems(request, more)).isEmpty();
    }

    @Test
    void aSymbolMayComeWhereTheEnumHasADefault() {
        Schema more = SchemaEdits.replaced(request, "[\"LOW\",", "[\"URGENT\",\"LOW\",");
        assertThat(FullCompatibility.problems(more, request)).isEmpty();
    }

    @Test
    void aFieldWithoutADefaultMayNotCome() {
        assertBroken(
                SchemaEdits.with(request, "ChatMessage", "{\"name\":\"new\",\"type\":\"string\"}"),
                request);
    }

    @Test
    void aFieldWithoutADefaultMayNotGo() {
        assertBroken(SchemaEdits.without(request, "model"), request);
    }

    @Test
    void aTypeMayNotChangeEvenToAWiderOne() {
        String field = "\"name\":\"sequence\",\"type\":";
        Schema narrow = new Schema.Parser().parse(record(field + "\"int\""));
        Schema wide = new Schema.Parser().parse(record(field + "\"long\""));
        assertBroken(wide, narrow);
    }

    @Test
    void aFieldMayNotBeRenamed() {
        assertBroken(
                SchemaEdits.replaced(request, "\"name\":\"model\"", "\"name\":\"engine\""),
                request);
    }

    @Test
    void millisecondsMayNotBecomeMicroseconds() {
        assertBroken(
                SchemaEdits.replaced(request, "timestamp-millis", "timestamp-micros"), request);
    }

    @Test
    void moneyMayNotMoveItsPoint() {
        assertBroken(SchemaEdits.replaced(completion, "\"scale\":12", "\"scale\":6"), completion);
    }

    @Test
    void whatIsReleasedIsKeptAndNeverChanged(@TempDir Path folder) throws Exception {
        ReleasedSchemas releases = new ReleasedSchemas(folder);
        releases.freeze("1.0.0", List.of(request, completion));
        assertThat(releases.read()).containsOnlyKeys("1.0.0");
        assertThat(releases.read().get("1.0.0")).containsExactlyInAnyOrder(request, completion);
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> releases.freeze("1.0.0", List.of(request)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> releases.freeze("../1.0.0", List.of(request)));
    }

    private static void assertBroken(Schema current, Schema released) {
        assertThat(FullCompatibility.problems(current, released)).isNotEmpty();
    }

    private static String record(String field) {
        return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{" + field + "}]}";
    }
}
