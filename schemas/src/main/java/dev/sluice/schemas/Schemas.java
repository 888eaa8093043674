package dev.sluice.schemas;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/**
 * The schema registry: ids for our schemas, schemas for the ids in what others wrote. Threads may share it.
 *
 * <p>Configuration is the ordinary Kafka map: {@code schema.registry.url} (one address or several separated by
 * commas; {@code mock://name} for a registry in memory), {@code auto.register.schemas}, {@code basic.auth.*},
 * {@code bearer.auth.*} and {@code schema.registry.ssl.*}, and {@code http.connect.timeout.ms} (default 5,000) and
 * {@code http.read.timeout.ms} (default 10,000). Every key may also carry the prefix {@code schema.registry.}; keys
 * of other clients are left alone.
 */
public final class Schemas implements AutoCloseable {
    private static final int CLIENT_CACHE = 1_000;
    private static final int CONFLICT = 409;

    private final SchemaRegistryClient client;
    private final boolean autoRegister;
    private final String where;
    private final String login;
    private final boolean owned;
    private final ConcurrentHashMap<Integer, Schema> byId = new ConcurrentHashMap<>();

    private Schemas(
            SchemaRegistryClient client,
            boolean autoRegister,
            String where,
            String login,
            boolean owned) {
        this.client = client;
        this.autoRegister = autoRegister;
        this.where = where;
        this.login = login;
        this.owned = owned;
    }

    /**
     * A client for the configured registry. It does not connect yet.
     *
     * @throws org.apache.kafka.common.config.ConfigException if a setting is missing or not understood
     */
    public static Schemas connect(Map<String, ?> config) {
        RegistryConfig ours = RegistryConfig.of(config);
        return new Schemas(
                client(ours),
                ours.autoRegister(),
                String.join(",", ours.urls()),
                ours.login(),
                true);
    }

    private static SchemaRegistryClient client(RegistryConfig config) {
        try {
            return SchemaRegistryClientFactory.newClient(
                    config.urls(),
                    CLIENT_CACHE,
                    List.of(new AvroSchemaProvider()),
                    config.client(),
                    Map.of());
        } catch (ConfigException e) {
            throw e;
        } catch (RuntimeException e) {
            // Of TLS settings that do not work it says in its innermost cause why.
            throw new ConfigException(
                    "no client can be made: " + RegistryAnswer.root(e).getMessage());
        }
    }

    /**
     * Around a client that exists, which stays the caller's to close.
     *
     * @param config only {@code auto.register.schemas} counts
     */
    public static Schemas of(SchemaRegistryClient client, Map<String, ?> config) {
        return new Schemas(
                client, RegistryConfig.autoRegister(config), "given", RegistryConfig.URL, false);
    }

    /**
     * The id of a schema under a subject; may block for as long as the timeouts allow. Registers the schema, unless
     * {@code auto.register.schemas} is false: then it has to be registered. Properties for Java are taken out first.
     *
     * @throws RegistryUnavailableException if no answer came that decides it; try again
     * @throws SchemaRejectedException if the registry refuses the schema or does not have it
     */
    public int idFor(String subject, Schema schema)
            throws RegistryUnavailableException, SchemaRejectedException {
        AvroSchema plain = new AvroSchema(PlainSchema.of(schema));
        try {
            int id = autoRegister ? register(subject, plain) : client.getId(subject, plain);
            byId.putIfAbsent(id, plain.rawSchema());
            return id;
        } catch (RestClientException e) {
            RegistryAnswer answer = RegistryAnswer.of(e);
            if (answer.definitive()) {
                throw new SchemaRejectedException(
                        (autoRegister ? "cannot register " : "cannot find ")
                                + schema.getFullName()
                                + " under subject "
                                + subject
                                + at(answer.toString()));
            }
            throw unavailable("no id for subject " + subject, answer);
        } catch (IOException e) {
            throw unavailable("no id for subject " + subject, e);
        }
    }

    /**
     * Registers a schema. A registry may answer with a conflict to one of several that register the same at the same
     * time; asked again it has it.
     */
    private int register(String subject, AvroSchema schema)
            throws IOException, RestClientException {
        try {
            return client.register(subject, schema);
        } catch (RestClientException e) {
            if (e.getStatus() != CONFLICT) {
                throw e;
            }
            return client.register(subject, schema);
        }
    }

    /** The schema of an id, where it is known already. Never blocks. */
    public Optional<Schema> cached(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * The schema of an id; may block for as long as the timeouts allow. An answer is kept, an error is not.
     *
     * @throws RegistryUnavailableException if no answer came that decides it; try again
     * @throws UnknownSchemaException if the registry has no Avro schema of this id
     */
    public Schema fetch(int id) throws RegistryUnavailableException, UnknownSchemaException {
        Schema known = byId.get(id);
        if (known != null) {
            return known;
        }
        try {
            ParsedSchema parsed = client.getSchemaById(id);
            if (!(parsed instanceof AvroSchema avro)) {
                throw new UnknownSchemaException("schema id " + id + " is not an Avro schema");
            }
            byId.putIfAbsent(id, avro.rawSchema());
            return avro.rawSchema();
        } catch (RestClientException e) {
            RegistryAnswer answer = RegistryAnswer.of(e);
            if (answer.notFound()) {
                throw new UnknownSchemaException("unknown schema id " + id + at(answer.toString()));
            }
            throw unavailable("no schema for id " + id, answer);
        } catch (IOException e) {
            // The client gives a schema that it cannot parse, or of another kind, no exception type
            // of its own.
            if (String.valueOf(e.getMessage()).startsWith("Invalid schema ")) {
                throw new UnknownSchemaException(
                        "schema id " + id + " is not a usable Avro schema");
            }
            throw unavailable("no schema for id " + id, e);
        }
    }

    /**
     * Asks the registry which versions a subject has, whatever they are; may block for as long as the timeouts allow. Never
     * answered from memory.
     *
     * @throws RegistryUnavailableException if no answer came, or the credentials were refused
     */
    public void ping(String subject) throws RegistryUnavailableException {
        try {
            client.getAllVersions(subject);
        } catch (RestClientException e) {
            RegistryAnswer answer = RegistryAnswer.of(e);
            if (!answer.notFound()) {
                throw unavailable("no answer", answer);
            }
        } catch (IOException e) {
            throw unavailable("no answer", e);
        }
    }

    private RegistryUnavailableException unavailable(String what, RegistryAnswer answer) {
        return new RegistryUnavailableException(
                answer.refused() ? login : RegistryConfig.URL, what + at(answer.toString()));
    }

    private RegistryUnavailableException unavailable(String what, IOException e) {
        return new RegistryUnavailableException(
                RegistryAnswer.setting(e), what + at(RegistryAnswer.describe(e)));
    }

    private String at(String what) {
        return " at registry " + where + ": " + what;
    }

    @Override
    public void close() {
        if (owned) {
            try {
                client.close();
            } catch (IOException e) {
                throw new UncheckedIOException("closing the registry client failed", e);
            }
        }
    }
}
