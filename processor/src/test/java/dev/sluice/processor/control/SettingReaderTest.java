package dev.sluice.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.processor.config.LimitDraft;
import dev.sluice.schemas.AvroSerializer;
import dev.sluice.schemas.RegistryUnavailableException;
import dev.sluice.schemas.Schemas;
import dev.sluice.v1.Position;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What records do, good ones and others. */
class SettingReaderTest {
    private static final String TOPIC = "chat.limits";
    private static final String PLACE = "chat.limits, partition 0 offset 12";

    private final Schemas schemas =
            Schemas.connect(Map.of("schema.registry.url", "mock://setting-reader"));
    private final LiveLimits limits =
            new LiveLimits(Map.of("rpm", Drafts.configured("rpm", 600)), Set.of("there"));
    private final SettingReader reader = new SettingReader(limits, schemas);

    @Test
    void aGoodOneIsToldWithItsPlace() throws Exception {
        assertThat(take("rpm", encoded(LimitSettings.of(Drafts.perMinute(300)))))
                .isEqualTo(
                        new SettingEffect.Changed(
                                "Limit rpm: requests-per-minute 600 -> 300 (from " + PLACE + ")"));
        assertThat(take("rpm", encoded(LimitSettings.of(Drafts.perMinute(300)))))
                .isEqualTo(new SettingEffect.Nothing());
        assertThat(take("rpm", null))
                .isEqualTo(
                        new SettingEffect.Changed(
                                "Limit rpm: requests-per-minute 300 -> 600 (configuration again, by "
                                        + PLACE
                                        + ")"));
        assertThat(take("rpm", null)).isEqualTo(new SettingEffect.Nothing());
    }

    @Test
    void everyFieldCounts() throws Exception {
        var draft =
                new LimitDraft(
                        Optional.empty(),
                        Optional.of("*"),
                        Optional.of("m"),
                        Optional.of(7L),
                        Optional.of(8L),
                        Optional.of(80L),
                        Optional.of(9L),
                        6,
                        true);

        take("each", encoded(LimitSettings.of(draft)));

        assertThat(limits.limits())
                .extracting(LimitChange::text)
                .contains(
                        "tenant *, model m, requests-per-minute 7, tokens-per-minute 8, tokens-per-day 80,"
                                + " concurrent 9, burst 6, shadow true");
    }

    @Test
    void aBadOneIsToldWithAllThatIsWrong() throws Exception {
        assertRefused(
                take("rpm", encoded(LimitSettings.of(Drafts.withBurst(0, 0)))),
                "limits.rpm.requests-per-minute: is out of range: from 1 to 10000000;"
                        + " limits.rpm.burst: is out of range: from 1 to 1000000");
        assertRefused(
                take("twin", encoded(LimitSettings.of(Drafts.perMinute(5)))),
                "limits.twin.requests-per-minute: limits the same as limits.rpm.requests-per-minute");
    }

    @Test
    void anUnreadableOneChangesNothing() throws Exception {
        assertRefused(
                take("rpm", "junk".getBytes(UTF_8)), "not in the schema registry's wire format");
        assertRefused(
                take("rpm", encoded(new Position("t", 0, 1L))),
                "written as dev.sluice.v1.Position, not as dev.sluice.v1.LimitSetting");
        byte[] cut = encoded(LimitSettings.of(Drafts.perMinute(5)));
        assertRefused(
                take("rpm", Arrays.copyOf(cut, cut.length - 3)),
                "truncated or malformed LimitSetting: EOFException");
        assertRefused(
                take("rpm", new byte[] {0, 0, 7, 7, 7, 0}),
                "unknown schema id 460551 at registry mock://setting-reader: HTTP 404, error code 40401");
    }

    @Test
    void aKeyThatIsNoNameChangesNothing() throws Exception {
        byte[] good = encoded(LimitSettings.of(Drafts.concurrent(5)));

        assertRefused(take(null, good), "it has no key, which is the limit's name");
        assertRefused(
                take("no\nname", good),
                "limits: a limit's name is lower-case letters, digits and dashes, at most 63");
        assertThat(take("no\nname", null)).isEqualTo(new SettingEffect.Nothing());
    }

    @Test
    void aRegistryThatIsDownIsForTheCallerToWaitFor() {
        byte[] value = encoded(LimitSettings.of(Drafts.perMinute(300)));
        Schemas down = Schemas.connect(Map.of("schema.registry.url", "http://127.0.0.1:1"));
        SettingReader waiting = new SettingReader(limits, down);

        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> waiting.take(record("rpm", value)));
        assertThat(limits.isSet("rpm")).isFalse();
    }

    private void assertRefused(SettingEffect effect, String why) {
        assertThat(effect)
                .isEqualTo(
                        new SettingEffect.Refused(
                                "The record at " + PLACE + " changes nothing: " + why));
        assertThat(limits.differences()).isEmpty();
    }

    private SettingEffect take(@Nullable String key, byte @Nullable [] value)
            throws RegistryUnavailableException {
        return reader.take(record(key, value));
    }

    private static ConsumerRecord<byte[], byte[]> record(
            @Nullable String key, byte @Nullable [] value) {
        return new ConsumerRecord<>(TOPIC, 0, 12, key == null ? null : key.getBytes(UTF_8), value);
    }

    private byte[] encoded(SpecificRecord record) {
        try (AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>(schemas)) {
            // A subject of its own for each kind of record: a registry keeps one kind on one.
            return Objects.requireNonNull(
                    serializer.serialize(record.getSchema().getName(), record));
        }
    }
}
