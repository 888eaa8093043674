package dev.sluice.processor.support;

import dev.sluice.localstack.broker.BrokerOptions;
import dev.sluice.localstack.broker.LocalBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A broker that only lets in who logs in over TLS (SCRAM-SHA-512, or PLAIN as the broker itself does), and only lets them do
 * what an ACL allows.
 */
public final class SecureBroker implements AutoCloseable {
    /** Of whom nothing is asked; the broker's own name, too. */
    private static final String SUPER_USER = "admin";

    private static final String LISTENER = "listener.name.plaintext.";
    private static final String PLAIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required";
    private static final String SCRAM =
            "org.apache.kafka.common.security.scram.ScramLoginModule required";
    private static final int ITERATIONS = 4096;

    private final LocalBroker broker;
    private final Path authority;
    private final Admin admin;

    private SecureBroker(LocalBroker broker, Path authority, String password) {
        this.broker = broker;
        this.authority = authority;
        this.admin =
                Admin.create(
                        Map.<String, Object>copyOf(
                                client("PLAIN", login(PLAIN, SUPER_USER, password))));
    }

    /** Starts one that keeps its files in a folder. */
    public static SecureBroker start(Path folder) {
        return start(folder, TestIdentity.of(folder.resolve("tls"), "127.0.0.1"));
    }

    /** Starts one that shows this certificate. */
    public static SecureBroker start(Path folder, TestIdentity identity) {
        String password = UUID.randomUUID().toString();
        BrokerOptions options =
                BrokerOptions.in(folder.resolve("broker"))
                        .with(
                                "listener.security.protocol.map",
                                "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT")
                        .with(LISTENER + "ssl.keystore.type", "PEM")
                        .with(LISTENER + "ssl.keystore.key", text(identity.key()))
                        .with(
                                LISTENER + "ssl.keystore.certificate.chain",
                                text(identity.certificate()))
                        .with(LISTENER + "ssl.truststore.type", "PEM")
                        .with(LISTENER + "ssl.truststore.certificates", text(identity.authority()))
                        .with("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512")
                        .with("sasl.mechanism.inter.broker.protocol", "PLAIN")
                        .with(
                                LISTENER + "plain.sasl.jaas.config",
                                "%s username=\"%s\" password=\"%s\" user_%s=\"%s\";"
                                        .formatted(
                                                PLAIN, SUPER_USER, password, SUPER_USER, password))
                        .with(LISTENER + "scram-sha-512.sasl.jaas.config", SCRAM + ";")
                        .with(
                                "authorizer.class.name",
                                "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                        .with("allow.everyone.if.no.acl.found", "false")
                        // Nobody but the node itself knows the port of its controller.
                        .with("super.users", "User:" + SUPER_USER + ";User:ANONYMOUS");
        return new SecureBroker(LocalBroker.start(options), identity.authority(), password);
    }

    /** A client that may do everything. */
    public Admin admin() {
        return admin;
    }

    /** Gives a user a password, a new one where there is one. */
    public void user(String name, String password) {
        UserScramCredentialAlteration login =
                new UserScramCredentialUpsertion(
                        name,
                        new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                        password);
        try {
            admin.alterUserScramCredentials(List.of(login)).all().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** What a client of a user has to be configured with, under Kafka's names. */
    public Map<String, String> clientOf(String user, String password) {
        return client("SCRAM-SHA-512", login(SCRAM, user, password));
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }

    private Map<String, String> client(String mechanism, String login) {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                mechanism,
                "sasl.jaas.config",
                login,
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                authority.toString());
    }

    private static String login(String module, String user, String password) {
        return "%s username=\"%s\" password=\"%s\";".formatted(module, user, password);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
