package dev.sluice.processor.config;

import java.security.cert.CertificateExpiredException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/** What brokers refuse for want of a login or a right, or do not answer, told by the setting where it is mended. */
public final class KafkaRefusal {
    private static final String OAUTH = "OAUTHBEARER";
    private static final String BOOTSTRAP = "bootstrap.servers";
    private static final String SEE = "; README.md lists the ACLs under Security";

    private KafkaRefusal() {}

    /**
     * The problem behind a failure of a Kafka client.
     *
     * @return nothing where it failed of something else
     */
    public static Optional<Problem> of(Throwable failure, SluiceConfig config) {
        return login(failure, config.kafka())
                .or(() -> cause(failure, AuthorizationException.class).map(e -> right(e, config)));
    }

    /** Whether brokers refused a login or a right. */
    public static boolean isOne(Throwable failure) {
        return cause(failure, AuthenticationException.class).isPresent()
                || cause(failure, AuthorizationException.class).isPresent();
    }

    /** The problem behind a failure; a client that failed of something else has brokers that do not answer, or not as they should. */
    public static Problem orSilence(Throwable failure, SluiceConfig config) {
        return of(failure, config)
                .orElseGet(
                        () ->
                                new Problem(
                                        "kafka." + BOOTSTRAP,
                                        (cause(failure, TimeoutException.class).isPresent()
                                                        ? "no broker answers at %s: %s"
                                                        : "the brokers at %s do not serve: %s")
                                                .formatted(
                                                        config.kafka().get(BOOTSTRAP),
                                                        unwrapped(failure).getMessage())));
    }

    /** What a client's or a future's exception is about. */
    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wraps =
                failure.getClass() == KafkaException.class || failure instanceof ExecutionException;
        return wraps && cause != null ? unwrapped(cause) : failure;
    }

    /**
     * The problem behind a client's failure to log in.
     *
     * @param kafka properties of the client
     * @return nothing where it failed of something else
     */
    public static Optional<Problem> login(Throwable failure, Map<String, String> kafka) {
        return cause(failure, AuthenticationException.class)
                .map(
                        refused ->
                                refused instanceof SslAuthenticationException
                                        ? handshake(refused, kafka)
                                        : password(refused))
                .or(() -> token(failure, kafka));
    }

    /** With other mechanisms nobody else is asked before the brokers are. */
    private static Optional<Problem> token(Throwable failure, Map<String, String> kafka) {
        return OAUTH.equals(kafka.get("sasl.mechanism"))
                ? cause(failure, LoginException.class)
                        .map(
                                none ->
                                        new Problem(
                                                "kafka.sasl.oauthbearer.token.endpoint.url",
                                                "no token is given: " + none.getMessage()))
                : Optional.empty();
    }

    private static Problem password(AuthenticationException refused) {
        String key =
                refused instanceof UnsupportedSaslMechanismException
                        ? "kafka.sasl.mechanism"
                        : "kafka.sasl.jaas.config";
        return new Problem(key, "the brokers refuse the login: " + refused.getMessage());
    }

    /** Either side may have refused the other; the innermost cause says which, and why. */
    private static Problem handshake(AuthenticationException refused, Map<String, String> kafka) {
        Throwable root = root(refused);
        String why = String.valueOf(root.getMessage());
        if (why.contains("fatal alert")) {
            return new Problem(
                    given(kafka, "ssl.keystore.certificate.chain", "ssl.keystore.location"),
                    "the brokers refuse the certificate that they are shown, or want one: " + why);
        }
        if (why.startsWith("No subject alternative") || why.startsWith("No name matching")) {
            return new Problem(
                    "kafka.bootstrap.servers",
                    "the brokers' certificate is for another address: " + why);
        }
        boolean expired = root instanceof CertificateExpiredException;
        return new Problem(
                given(kafka, "ssl.truststore.certificates", "ssl.truststore.location"),
                "the brokers' certificate %s: %s"
                        .formatted(
                                expired ? "has expired and has to be renewed" : "is not trusted",
                                why));
    }

    private static String given(Map<String, String> kafka, String inline, String file) {
        return "kafka." + (kafka.containsKey(inline) ? inline : file);
    }

    private static Problem right(AuthorizationException refused, SluiceConfig config) {
        if (refused instanceof TopicAuthorizationException topics) {
            return topics.unauthorizedTopics().stream()
                    .findFirst()
                    .map(topic -> topic(key(topic, config.topics()), topic))
                    .orElseGet(() -> other(refused));
        }
        if (refused instanceof GroupAuthorizationException group) {
            return new Problem(
                    Keys.APPLICATION_ID.name(),
                    "the brokers do not allow the group " + group.groupId() + SEE);
        }
        if (refused instanceof TransactionalIdAuthorizationException) {
            return new Problem(
                    Keys.APPLICATION_ID.name(),
                    "the brokers do not allow the transactional ids that begin with it" + SEE);
        }
        return other(refused);
    }

    /**
     * The problem that a right on a topic is missing.
     *
     * @param key the key that names the topic
     */
    public static Problem topic(String key, String topic) {
        return new Problem(
                key, "the brokers do not allow all that is needed of the topic " + topic + SEE);
    }

    private static Problem other(AuthorizationException refused) {
        return new Problem("kafka", "the brokers refuse: " + refused.getMessage() + SEE);
    }

    /** The key that names a topic; internal ones are named by the application id. */
    private static String key(String topic, TopicsConfig topics) {
        Map<String, String> names = new HashMap<>();
        names.put(topics.requests(), Keys.REQUESTS.name());
        names.put(topics.completions(), Keys.COMPLETIONS.name());
        names.put(topics.failures(), Keys.FAILURES.name());
        names.put(topics.chunks(), Keys.CHUNKS.name());
        names.put(topics.usage(), Keys.USAGE.name());
        names.put(topics.limits(), Keys.LIMIT_SETTINGS.name());
        return names.getOrDefault(topic, Keys.APPLICATION_ID.name());
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> kind) {
        Throwable at = failure;
        while (at != null) {
            if (kind.isInstance(at)) {
                return Optional.of(kind.cast(at));
            }
            at = at.getCause();
        }
        return Optional.empty();
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : root(cause);
    }
}
