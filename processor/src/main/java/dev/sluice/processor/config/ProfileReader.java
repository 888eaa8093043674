package dev.sluice.processor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one profile. */
final class ProfileReader {
    private final String name;
    private final Values values;
    private final Problems problems;

    ProfileReader(String name, Values values, Problems problems) {
        this.name = name;
        this.values = values;
        this.problems = problems;
    }

    Optional<Profile> read() {
        var baseUrl = values.find(EndpointKeys.BASE_URL.under(name));
        var modelsPath = values.find(EndpointKeys.MODELS_PATH.under(name));
        var models = values.find(EndpointKeys.MODELS.under(name)).orElse(List.of());
        var ranges = new RangesReader(values, problems).read(name);
        var mode = values.find(EndpointKeys.STREAM.under(name));
        var usage = values.require(EndpointKeys.STREAM_USAGE.under(name));
        var idempotency = values.find(EndpointKeys.IDEMPOTENCY_HEADER.under(name));
        List<Profile.CredentialRule> credentials = credentials();
        return values.require(EndpointKeys.PATH.under(name))
                .map(
                        path ->
                                new Profile(
                                        name,
                                        baseUrl,
                                        path,
                                        modelsPath,
                                        credentials,
                                        models,
                                        ranges,
                                        new StreamingConfig(
                                                mode.orElse(StreamingConfig.Mode.AS_ASKED),
                                                usage.orElse(false)),
                                        idempotency));
    }

    private List<Profile.CredentialRule> credentials() {
        List<Profile.CredentialRule> rules = new ArrayList<>();
        for (String key : EndpointKeys.CREDENTIALS) {
            String section = name + "." + ProfileKeys.CREDENTIALS + "." + key;
            if (values.below(section).isEmpty()) {
                continue;
            }
            var header = values.require(ProfileKeys.HEADER.under(section));
            var prefix = values.find(ProfileKeys.PREFIX.under(section));
            var required = values.require(ProfileKeys.REQUIRED.under(section));
            var form = values.get(ProfileKeys.FORM.under(section));
            if (header.isPresent() && required.isPresent()) {
                rules.add(
                        new Profile.CredentialRule(
                                key, header.get(), prefix, required.get(), form));
            }
        }
        return rules;
    }
}
