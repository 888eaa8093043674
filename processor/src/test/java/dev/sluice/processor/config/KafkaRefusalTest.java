package dev.sluice.processor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateExpiredException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;

class KafkaRefusalTest {
    private final SluiceConfig config = Loading.load(Loading.MINIMAL);

    @Test
    void namesTheSettingOfALogin() {
        assertThat(line(new SaslAuthenticationException("invalid credentials")))
                .isEqualTo(
                        "kafka.sasl.jaas.config: the brokers refuse the login: invalid credentials");
        assertThat(line(handshake("unable to find valid certification path")))
                .startsWith(
                        "kafka.ssl.truststore.location: the brokers' certificate is not trusted");
        assertThat(
                        line(
                                new SslAuthenticationException(
                                        "SSL handshake failed",
                                        new CertificateExpiredException("NotAfter: x"))))
                .isEqualTo(
                        "kafka.ssl.truststore.location: the brokers' certificate has expired and has to be renewed: NotAfter: x");
        assertThat(line(handshake("(certificate_required) Received fatal alert: x")))
                .startsWith("kafka.ssl.keystore.location: ");
        assertThat(line(handshake("No subject alternative names matching IP address 1.2.3.4")))
                .startsWith("kafka.bootstrap.servers: ");
    }

    @Test
    void namesTheSettingThatIsThere() {
        assertThat(
                        KafkaRefusal.login(
                                handshake("unable to find valid certification path"),
                                Map.of("ssl.truststore.certificates", "x")))
                .map(Problem::key)
                .contains("kafka.ssl.truststore.certificates");
    }

    @Test
    void namesTheSettingOfATokenThatIsNotGiven() {
        KafkaException failure = new KafkaException(new LoginException("nobody answers"));

        assertThat(KafkaRefusal.login(failure, Map.of("sasl.mechanism", "OAUTHBEARER")))
                .map(Problem::toString)
                .contains(
                        "kafka.sasl.oauthbearer.token.endpoint.url: no token is given: nobody answers");
        assertThat(KafkaRefusal.login(failure, Map.of("sasl.mechanism", "PLAIN"))).isEmpty();
    }

    @Test
    void namesTheSettingOfWhatIsNotAllowed() {
        assertThat(line(new TopicAuthorizationException(Set.of("chat.completions"))))
                .startsWith("topics.completions: ")
                .contains("the topic chat.completions; README.md");
        assertThat(line(new TopicAuthorizationException(Set.of("sluice-pending-changelog"))))
                .startsWith("application-id: ");
        assertThat(line(GroupAuthorizationException.forGroupId("sluice")))
                .startsWith("application-id: the brokers do not allow the group sluice");
        assertThat(line(new TransactionalIdAuthorizationException("no")))
                .startsWith("application-id: ");
    }

    @Test
    void brokersThatDoNotAnswerAreToldByTheirAddress() {
        assertThat(KafkaRefusal.orSilence(new TimeoutException("late"), config))
                .hasToString("kafka.bootstrap.servers: no broker answers at localhost:9092: late");
        assertThat(
                        KafkaRefusal.orSilence(
                                new KafkaException(
                                        "Failed to construct a client",
                                        new IllegalStateException("No resolvable urls")),
                                config))
                .hasToString(
                        "kafka.bootstrap.servers: the brokers at localhost:9092 do not serve: No resolvable urls");
        assertThat(
                        KafkaRefusal.orSilence(
                                        new ExecutionException(
                                                new SaslAuthenticationException("no")),
                                        config)
                                .key())
                .isEqualTo("kafka.sasl.jaas.config");
    }

    @Test
    void leavesOtherFailuresAlone() {
        assertThat(KafkaRefusal.of(new TimeoutException("late"), config)).isEmpty();
    }

    private String line(Exception cause) {
        return KafkaRefusal.of(new KafkaException(new ExecutionException(cause)), config)
                .orElseThrow()
                .toString();
    }

    private static SslAuthenticationException handshake(String why) {
        return new SslAuthenticationException(
                "SSL handshake failed", new IllegalStateException(why));
    }
}
