package dev.sluice.schemas;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
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

    static RegistryAnswer of(RestClientException e) {
        return new RegistryAnswer(e.getStatus(), e.getErrorCode());
    }

    /** There is no such thing. */
    boolean notFound() {
        return status == 404 && code != NOT_A_REGISTRY;
    }

    /** The registry looked at what it was asked and refuses it. */
    boolean definitive() {
        return status >= 400 && status < 500 && code != NOT_A_REGISTRY && !PASSING.contains(status);
    }

    @Override
    public String toString() {
        String text = "HTTP " + status;
        return code == NOT_A_REGISTRY
                ? text + ", not a registry's answer"
                : code == status ? text : text + ", error code " + code;
    }

    /** What a failed exchange may be called in a message; only texts that never hold an address with credentials. */
    static String describe(IOException e) {
        String kind = e.getClass().getSimpleName();
        boolean harmless =
                e instanceof ConnectException
                        || e instanceof SocketTimeoutException
                        || e instanceof UnknownHostException
                        || e instanceof SSLException;
        return harmless && e.getMessage() != null ? kind + ": " + e.getMessage() : kind;
    }
}
