package dev.sluice.processor.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.ChatRequest;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
    private final Fingerprints fingerprints = new Fingerprints();

    @Test
    void dependsOnTenantAndIdAndNothingElse() {
        Bytes one = of("acme", "1", "a");

        assertThat(one.get()).hasSize(Fingerprints.BYTES);
        assertThat(of("acme", "1", "b")).isEqualTo(one);
        assertThat(of("acme", "2", "a")).isNotEqualTo(one);
        assertThat(of("other", "1", "a")).isNotEqualTo(one);
    }

    @Test
    void tenantAndIdDoNotRunIntoEachOther() {
        assertThat(of("acme", "1", "m")).isNotEqualTo(of("acm", "e1", "m"));
        assertThat(of("", "acme1", "m")).isNotEqualTo(of("acme1", "", "m"));
    }

    private Bytes of(String tenant, String id, String model) {
        return fingerprints.of(
                ChatRequest.newBuilder()
                        .setTenant(tenant)
                        .setId(id)
                        .setModel(model)
                        .setMessages(List.of())
                        .build());
    }
}
