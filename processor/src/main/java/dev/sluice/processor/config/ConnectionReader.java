package dev.sluice.processor.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads how an endpoint is reached. */
final class ConnectionReader {
    private final String section;
    private final Values values;
    private final Problems problems;

    ConnectionReader(String section, Values values, Problems problems) {
        this.section = section;
        this.values = values;
        this.problems = problems;
    }

    ConnectionConfig read(Optional<URI> baseUrl) {
        TlsConfig tls =
                new TlsConfig(
                        values.find(EndpointKeys.CA_FILE.under(section)),
                        identity(),
                        values.get(EndpointKeys.TLS_VERIFY.under(section)));
        warn(tls, baseUrl.map(URI::getScheme).filter("http"::equals).isPresent());
        return new ConnectionConfig(
                values.get(EndpointKeys.HTTP2.under(section)),
                tls,
                values.find(EndpointKeys.PROXY.under(section)));
    }

    private Optional<TlsConfig.Identity> identity() {
        Key<Path> certificateKey = EndpointKeys.CLIENT_CERT_FILE.under(section);
        Key<Path> privateKey = EndpointKeys.CLIENT_KEY_FILE.under(section);
        Optional<Path> certificate = values.find(certificateKey);
        Optional<Path> key = values.find(privateKey);
        if (values.isGiven(certificateKey.name()) != values.isGiven(privateKey.name())) {
            String missing =
                    values.isGiven(privateKey.name()) ? certificateKey.name() : privateKey.name();
            String given =
                    values.isGiven(privateKey.name()) ? privateKey.name() : certificateKey.name();
            problems.add(missing, "is required with " + given);
        }
        return certificate.flatMap(file -> key.map(secret -> new TlsConfig.Identity(file, secret)));
    }

    private void warn(TlsConfig tls, boolean plain) {
        if (!tls.verify()) {
            problems.warn(
                    EndpointKeys.TLS_VERIFY.under(section).name(),
                    "anybody between here and the endpoint can read and change what passes; only for a trial");
        }
        if (plain) {
            Stream.of(
                            EndpointKeys.CA_FILE,
                            EndpointKeys.CLIENT_CERT_FILE,
                            EndpointKeys.CLIENT_KEY_FILE)
                    .map(key -> key.under(section).name())
                    .filter(values::isGiven)
                    .forEach(
                            key ->
                                    problems.warn(
                                            key,
                                            "has no effect: base-url begins with http, not https"));
        }
    }
}
