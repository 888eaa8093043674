package dev.sluice.processor.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sluice.v1.ChatRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent keeps to the API: checked with a schema that was written from its reference, and not from the code. */
class ChatRequestSchemaTest {
    private static final Schema SCHEMA = schema();

    /** Reads as strictly as a server may: no field twice at any level, no number that loses digits. */
    private static final ObjectMapper STRICT =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    @Property(tries = 500)
    void whatIsDocumentedIsSentAsDocumented(
            @ForAll("documented") ChatRequest request, @ForAll StreamMode mode) throws IOException {
        ChatRequest published = ChatRequest.fromByteBuffer(request.toByteBuffer());
        JsonNode body = STRICT.readTree(ChatRequestWriter.write(published, mode));
        assertThat(SCHEMA.validate(body)).isEmpty();
    }

    @Property(tries = 500)
    void everyFieldIsThereOnce(@ForAll("requests") ChatRequest request) throws IOException {
        ChatRequest published = ChatRequest.fromByteBuffer(request.toByteBuffer());
        JsonNode body = STRICT.readTree(ChatRequestWriter.write(published));
        JsonNode added =
                request.getExtraBody() == null
                        ? STRICT.createObjectNode()
                        : STRICT.readTree(request.getExtraBody());
        List<String> names =
                BodyFields.REQUEST.stream().filter(name -> request.get(name) != null).toList();
        assertThat(body.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(
                                        names.stream(),
                                        added.properties().stream().map(Map.Entry::getKey))
                                .toList());
        added.properties()
                .forEach(field -> assertThat(body.get(field.getKey())).isEqualTo(field.getValue()));
    }

    /** A schema that takes anything would prove nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"temperature\":\"0.1\"",
                "\"temperature\":2.1",
                "\"seed\":1.5",
                "\"seed\":9223372036854775808",
                "\"n\":\"1\"",
                "\"stop\":7",
                "\"stop\":[1]",
                "\"stream\":\"true\"",
                "\"stream_options\":{\"include_usage\":1}",
                "\"logit_bias\":{\"50256\":\"5\"}",
                "\"logit_bias\":[]",
                "\"tools\":{}",
                "\"tools\":[\"f\"]",
                "\"tools\":\"[]\"",
                "\"tool_choice\":\"f\"",
                "\"tool_choice\":\"{}\"",
                "\"response_format\":\"json_object\"",
                "\"response_format\":{\"type\":\"json_schema\"}",
                "\"metadata\":\"{}\"",
                "\"user\":null",
                "\"messages\":[]",
                "\"messages\":[{\"content\":\"hi\"}]",
                "\"messages\":[{\"role\":\"user\"}]",
                "\"messages\":[{\"role\":\"user\",\"content\":null}]",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":\"u\"}]}]",
                "\"messages\":[{\"role\":\"tool\",\"content\":\"r\"}]",
                "\"messages\":[{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[]}]",
                "\"messages\":[{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"type\":\"function\",\"function\":{}}]}]"
            })
    void theSchemaCanTell(String field) throws IOException {
        String rest = "\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
        String body =
                field.startsWith("\"messages\"")
                        ? "{\"model\":\"m\"," + field + "}"
                        : "{" + rest + "," + field + "}";
        List<Error> errors = SCHEMA.validate(STRICT.readTree(body));
        assertThat(errors).isNotEmpty();
        assertThat(SCHEMA.validate(STRICT.readTree("{" + rest + "}"))).isEmpty();
    }

    private static Schema schema() {
        try (InputStream in =
                ChatRequestSchemaTest.class.getResourceAsStream(
                        "/openai/chat-request.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new ObjectMapper().readTree(Objects.requireNonNull(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Provide
    Arbitrary<ChatRequest> requests() {
        return RequestArbitraries.requests();
    }

    @Provide
    Arbitrary<ChatRequest> documented() {
        return RequestArbitraries.requests().map(DocumentedRequests::narrowed);
    }
}
