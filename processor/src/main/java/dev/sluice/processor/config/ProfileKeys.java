package dev.sluice.processor.config;

import java.util.List;
import java.util.stream.Stream;

/** Every key of a profile; those that endpoints have too are read in the same way. */
final class ProfileKeys {
    static final String CREDENTIALS = "credentials";

    static final Key<String> HEADER = Key.of("header", EndpointTypes.headerName());
    static final Key<String> PREFIX = Key.of("prefix", EndpointTypes.word());
    static final Key<Boolean> REQUIRED = Key.of("required", Types.flag());
    static final Key<SecretForm> FORM =
            Key.of("form", Types.option(SecretForm.class), Types.text(SecretForm.TOKEN));

    /** Keys of each profile. */
    static final List<Key<?>> OF_PROFILE =
            List.of(
                    EndpointKeys.BASE_URL,
                    EndpointKeys.PATH,
                    EndpointKeys.MODELS_PATH,
                    EndpointKeys.MODELS,
                    EndpointKeys.STREAM,
                    EndpointKeys.STREAM_USAGE,
                    EndpointKeys.IDEMPOTENCY_HEADER);

    /** Keys of each credential of a profile. */
    static final List<Key<?>> OF_CREDENTIAL = List.of(HEADER, PREFIX, REQUIRED, FORM);

    private ProfileKeys() {}

    /** Full names of all keys that a profile may have. */
    static Stream<String> names(String profile) {
        return Stream.concat(
                        OF_PROFILE.stream().map(Key::name),
                        EndpointKeys.CREDENTIALS.stream()
                                .flatMap(
                                        credential ->
                                                OF_CREDENTIAL.stream()
                                                        .map(
                                                                key ->
                                                                        String.join(
                                                                                ".",
                                                                                CREDENTIALS,
                                                                                credential,
                                                                                key.name()))))
                .map(name -> profile + "." + name);
    }
}
