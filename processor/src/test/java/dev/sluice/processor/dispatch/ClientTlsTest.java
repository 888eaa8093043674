package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localstack.Ports;
import dev.sluice.processor.support.TestIdentity;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemTrustOptions;
import org.junit.jupiter.api.Test;

/** Whom a client trusts, and what it shows. */
class ClientTlsTest extends ClientFixture {

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() {
        assertHandshakeFails(https(serve(tls(identity), this::answer)));
    }

    @Test
    void aCertificateOfAnotherNameIsRefused() {
        TestIdentity other = TestIdentity.of(folder.resolve("other"), "other.example");

        assertHandshakeFails(https(serve(tls(other), this::answer), trusting(other)));
    }

    @Test
    void aCertificateThatHasExpiredIsRefused() {
        TestIdentity old = TestIdentity.expired(folder.resolve("old"), Ports.LOOPBACK);

        assertHandshakeFails(https(serve(tls(old), this::answer), trusting(old)));
    }

    @Test
    void withoutVerificationAnyCertificateWillDo() {
        TestIdentity other = TestIdentity.of(folder.resolve("any"), "other.example");

        get(https(serve(tls(other), this::answer), "tls: {verify: false}"));
    }

    @Test
    void aClientCertificateIsShown() {
        TestIdentity us = TestIdentity.of(folder.resolve("us"), "us.example");
        int port =
                serve(
                        tls(identity)
                                .setClientAuth(ClientAuth.REQUIRED)
                                .setTrustOptions(
                                        new PemTrustOptions()
                                                .addCertPath(us.authority().toString())),
                        this::answer);

        get(
                https(
                        port,
                        "tls: {ca-file: '%s', client-cert-file: '%s', client-key-file: '%s'}"
                                .formatted(identity.authority(), us.certificate(), us.key())));

        assertThatThrownBy(() -> get(https(port, trusting())));
    }
}
