package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.v1.ChatRequest;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemasTest {
    private static final Schema SCHEMA = ChatRequest.getClassSchema();

    private FakeRegistry registry;
    private Schemas schemas;

    @BeforeEach
    void connect() throws IOException {
        registry = FakeRegistry.start();
        schemas = registry.connect(Map.of());
    }

    @AfterEach
    void stop() {
        schemas.close();
        registry.close();
    }

    @Test
    void aSchemaIsFetchedOnceAndThenKnown() throws Exception {
        registry.answer(200, "{\"schema\":\"\\\"string\\\"\"}");
        assertThat(schemas.cached(7)).isEmpty();
        assertThat(registry.asked()).isEmpty();
        assertThat(schemas.fetch(7)).isEqualTo(Schema.create(Schema.Type.STRING));
        registry.answer(500, "");
        assertThat(schemas.fetch(7)).isSameAs(schemas.cached(7).orElseThrow());
        assertThat(registry.asked()).hasSize(1);
    }

    @Test
    void anIdThatWeWereGivenIsKnown() throws Exception {
        registry.answer(200, "{\"id\":12}");
        assertThat(schemas.idFor("chat.requests-value", SCHEMA)).isEqualTo(12);
        assertThat(schemas.cached(12)).contains(PlainSchema.of(SCHEMA));
        assertThat(registry.asked().get(0).method()).isEqualTo("POST");
        assertThat(registry.asked().get(0).path())
                .isEqualTo("/subjects/chat.requests-value/versions");
    }

    @Test
    void oneOfSeveralThatRegisterAtTheSameTimeMayMeetAConflict() throws Exception {
        registry.answerOnce(409, "{\"error_code\":409,\"message\":\"exists\"}");
        registry.answer(200, "{\"id\":12}");
        assertThat(schemas.idFor("s", SCHEMA)).isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource({"404,40403", "404,40401"})
    void theRegistryDoesNotKnowTheId(int status, int code) {
        registry.answer(status, "{\"error_code\":" + code + ",\"message\":\"no\"}");
        assertThatExceptionOfType(UnknownSchemaException.class)
                .isThrownBy(() -> schemas.fetch(7))
                .withMessageContaining("7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schemaType\":\"PROTOBUF\",\"schema\":\"message M {}\"}",
                "{\"schema\":\"{not a schema\"}"
            })
    void theIdIsNoAvroSchemas(String body) {
        registry.answer(200, body);
        assertThatExceptionOfType(UnknownSchemaException.class).isThrownBy(() -> schemas.fetch(7));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 408, 429, 500, 502, 503})
    void anAnswerThatDecidesNothing(int status) {
        registry.answer(status, "{\"error_code\":" + status + ",\"message\":\"x\"}");
        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> schemas.fetch(7))
                .withMessageContaining(String.valueOf(status));
    }

    @ParameterizedTest
    @CsvSource({
        "404,'{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}'",
        "404,<html>",
        "404,''",
        "200,<html>",
        "503,<html>",
        "503,''"
    })
    void anAnswerThatIsNoRegistrys(int status, String body) {
        registry.answer(status, body);
        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> schemas.fetch(7));
        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> schemas.idFor("s", SCHEMA));
    }

    @ParameterizedTest
    @CsvSource({"401,401", "403,40301"})
    void theRegistryRefusesWhoAsks(int status, int code) {
        registry.answer(status, "{\"error_code\":" + code + ",\"message\":\"no\"}");
        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> schemas.idFor("s", SCHEMA))
                .withMessageContaining(String.valueOf(status))
                .returns(
                        "schema.registry.basic.auth.user.info",
                        RegistryUnavailableException::setting);
        try (Schemas bearer = registry.connect(Map.of("bearer.auth.token", "t"))) {
            assertThatExceptionOfType(RegistryUnavailableException.class)
                    .isThrownBy(() -> bearer.idFor("s", SCHEMA))
                    .returns(
                            "schema.registry.bearer.auth.token",
                            RegistryUnavailableException::setting);
        }
    }

    @Test
    void nobodyListens() {
        registry.close();
        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> schemas.fetch(7))
                .withMessageContaining(registry.url())
                .returns("schema.registry.url", RegistryUnavailableException::setting);
        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> schemas.idFor("s", SCHEMA));
    }

    @Test
    void aRegistryThatComesBackIsAskedAgain() throws Exception {
        registry.answer(503, "");
        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> schemas.fetch(7));
        registry.answer(200, "{\"schema\":\"\\\"string\\\"\"}");
        assertThat(schemas.fetch(7).getType()).isEqualTo(Schema.Type.STRING);
    }

    @ParameterizedTest
    @CsvSource({"409,409", "422,42201"})
    void theRegistryRefusesASchema(int status, int code) {
        registry.answer(status, "{\"error_code\":" + code + ",\"message\":\"no\"}");
        assertThatExceptionOfType(SchemaRejectedException.class)
                .isThrownBy(() -> schemas.idFor("s", SCHEMA))
                .withMessageContaining("dev.sluice.v1.ChatRequest")
                .withMessageContaining(String.valueOf(status));
    }

    @Test
    void withoutRegistrationASchemaHasToBeThere() throws Exception {
        MockSchemaRegistryClient memory = new MockSchemaRegistryClient();
        Schemas lookUp = Schemas.of(memory, Map.of("auto.register.schemas", "false"));
        assertThatExceptionOfType(SchemaRejectedException.class)
                .isThrownBy(() -> lookUp.idFor("s", SCHEMA))
                .withMessageContaining("cannot find");
        int id = Schemas.of(memory, Map.of()).idFor("s", SCHEMA);
        assertThat(lookUp.idFor("s", SCHEMA)).isEqualTo(id);
    }
}
