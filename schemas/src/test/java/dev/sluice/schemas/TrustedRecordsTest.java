package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Priority;
import java.util.List;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.Test;

class TrustedRecordsTest {
    @Test
    void aBuilderFillsInDefaultsWithoutAnySettingOfAvro() {
        ChatRequest request =
                ChatRequest.newBuilder().setId("r").setModel("m").setMessages(List.of()).build();
        assertThat(request.getPriority()).isEqualTo(Priority.NORMAL);
    }

    @Test
    void otherClassesStayUntrusted() {
        ClassSecurityValidator.validate(ChatRequest.class);
        assertThatExceptionOfType(SecurityException.class)
                .isThrownBy(() -> ClassSecurityValidator.validate(ProcessBuilder.class));
        assertThatExceptionOfType(SecurityException.class)
                .isThrownBy(() -> ClassSecurityValidator.validate(RecordDecoder.class));
    }
}
