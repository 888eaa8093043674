package dev.sluice.processor.support;

import static java.util.Objects.requireNonNull;

import dev.sluice.localstack.endpoint.EndpointOptions;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;

/** Broker and registry behind passwords and TLS, with the topics of the default configuration and the users that README.md lists. */
public final class SecureStack implements AutoCloseable {
    private static final String USER = "User:";
    private static final List<String> TOPICS =
            List.of(
                    "chat.requests",
                    "chat.completions",
                    "chat.failures",
                    "chat.chunks",
                    "chat.usage",
                    "chat.limits");

    private final String registryPassword = UUID.randomUUID().toString();
    private final Map<String, String> passwords = new HashMap<>();
    private final SecureBroker broker;
    private final TestIdentity door;
    private final GuardedRegistry registry;
    private final SimulatedEndpoint endpoint = SimulatedEndpoint.start(EndpointOptions.defaults());

    /** Starts it, and gives each user the rights among these that are theirs. */
    public SecureStack(Backbone backbone, Path folder, List<AclBinding> acls)
            throws ExecutionException, InterruptedException {
        broker = SecureBroker.start(folder.resolve("kafka"));
        door = TestIdentity.of(folder.resolve("door"), "127.0.0.1");
        registry =
                new GuardedRegistry(backbone.registry().url(), door, "sluice:" + registryPassword);
        for (AclBinding acl : acls) {
            String user = acl.entry().principal().substring(USER.length());
            if (passwords.putIfAbsent(user, UUID.randomUUID().toString()) == null) {
                broker.user(user, password(user));
            }
        }
        broker.admin().createTopics(TOPICS.stream().map(SecureStack::topic).toList()).all().get();
        broker.admin().createAcls(acls).all().get();
    }

    /** The broker. */
    public SecureBroker broker() {
        return broker;
    }

    /** The way to the registry. */
    public GuardedRegistry door() {
        return registry;
    }

    /** What the registry shows. */
    public TestIdentity identity() {
        return door;
    }

    /** Gives a user the password for the brokers that it is configured with. */
    public void letIn(String user) {
        broker.user(user, password(user));
    }

    /** Lets into the registry who is configured for it. */
    public void letIn() {
        registry.expect("sluice:" + registryPassword);
    }

    /** What a user's programs are configured with. */
    public InstanceConfig config(String user) {
        Map<String, String> values = new LinkedHashMap<>();
        kafka(user)
                .forEach(
                        (key, value) ->
                                values.put("kafka.'" + key + "'", value.replace("\"", "\\\"")));
        registry()
                .forEach(
                        (key, value) ->
                                values.put(
                                        key.replace("schema.registry.", "'schema.registry'.'")
                                                + "'",
                                        value));
        values.put("endpoints.test.profile", "openai");
        values.put("endpoints.test.base-url", endpoint.url());
        values.put("endpoints.test.models", "small-chat");
        return new InstanceConfig(values);
    }

    /** What a user's Kafka clients are configured with. */
    public Map<String, String> kafka(String user) {
        return broker.clientOf(user, password(user));
    }

    /** What a client of the registry is configured with. */
    public Map<String, String> registry() {
        return Map.of(
                "schema.registry.url",
                registry.url(),
                "schema.registry.basic.auth.user.info",
                "sluice:" + registryPassword,
                "schema.registry.ssl.truststore.type",
                "PEM",
                "schema.registry.ssl.truststore.location",
                door.authority().toString());
    }

    /** Every password there is. */
    public List<String> secrets() {
        return List.copyOf(passwords.values());
    }

    @Override
    public void close() {
        endpoint.close();
        registry.close();
        broker.close();
    }

    /** The broker takes records of 32 MiB, and a failure has room for the request that it is about. */
    private static NewTopic topic(String name) {
        NewTopic topic = new NewTopic(name, 1, (short) 1);
        return name.equals("chat.requests")
                ? topic.configs(Map.of("max.message.bytes", Integer.toString(8 << 20)))
                : topic;
    }

    private String password(String user) {
        return requireNonNull(passwords.get(user), user);
    }
}
