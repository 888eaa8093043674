package dev.sluice.schemas;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * An answer that is an error.
 *
 * @param status the HTTP status
 * @param code the registry's own code, e.g. 40403
 */
record RegistryAnswer(int status, int code) {
    /** The client's code for a body that is not JSON: a proxy's page, not a registry's answer. */
    private static final int NOT_A_REGISTRY = 50005;

    /** Statuses below 500 that say nothing about the schema asked for. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    /** Statuses that mean who asks, not what is asked. */
    private static final Set<Integer> REFUSED = Set.of(401, 403);

    static RegistryAnswer of(RestClientException e) {
        return new RegistryAnswer(e.getStatus(), e.getErrorCode());
    }

    /**
     * The registry has no such thing. It takes the registry's own code for it, 40401 to 40403: a plain 404 comes from
     * whatever else answers at an address that is wrong by its path, and would make every record unreadable.
     */
    boolean notFound() {
        return status == 404 && code / 100 == 404;
    }

    /** The registry looked at what it was asked and refuses it. */
    boolean definitive() {
        return status >= 400
                && status < 500
                && fromRegistry()
                && !PASSING.contains(status)
                && !refused();
    }

    /** It means who asks, not what is asked: the password may be set right at the registry's end. */
    boolean refused() {
        return REFUSED.contains(status);
    }

    private boolean fromRegistry() {
        return code != NOT_A_REGISTRY && (status != 404 || notFound());
    }

    @Override
    public String toString() {
        String text = "HTTP " + status;
        if (refused()) {
            return text
                    + ", the registry refuses who asks; is schema.registry.basic.auth.user.info, or bearer.auth.token,"
                    + " right?";
        }
        if (!fromRegistry()) {
            return text + ", not a registry's answer; is the address right?";
        }
        return code == status ? text : text + ", error code " + code;
    }

    /** What a failed exchange may be called in a message; only texts that never hold an address with credentials. */
    static String describe(IOException e) {
        String kind = e.getClass().getSimpleName();
        boolean harmless =
                e instanceof ConnectException
                        || e instanceof SocketTimeoutException
                        || e instanceof UnknownHostException
                        || e instanceof SSLException;
        String text = harmless && e.getMessage() != null ? kind + ": " + e.getMessage() : kind;
        if (!(e instanceof SSLException)) {
            return text;
        }
        return root(e) instanceof CertificateExpiredException expired
                ? "its certificate has expired and has to be renewed: " + expired.getMessage()
                : text + "; is schema.registry.ssl.truststore.location right?";
    }

    /** The setting that a failed exchange is mended by. */
    static String setting(IOException e) {
        return e instanceof SSLException
                ? "schema.registry.ssl.truststore.location"
                : RegistryConfig.URL;
    }

    static Throwable root(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : root(cause);
    }
}
