package dev.sluice.schemas;

/**
 * The registry could not be asked, or gave an answer that decides nothing: no connection, a timeout, 408, 429, 5xx,
 * a refusal of the credentials (401, 403) when reading a schema, or something that is no registry's answer. Trying
 * again later may succeed.
 *
 * <p>The message never holds credentials, and there is no cause, since the client's messages may quote its address
 * with them.
 */
public final class RegistryUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was asked for, where, and what came instead
     */
    public RegistryUnavailableException(String message) {
        super(message);
    }
}
