package dev.sluice.schemas;

/**
 * The registry could not be asked, or gave an answer that decides nothing: no connection, a timeout, 408, 429, 5xx,
 * a refusal of the credentials (401, 403), or something that is no registry's answer. Trying again later may succeed.
 *
 * <p>The message never holds credentials, and there is no cause, since the client's messages may quote its address
 * with them.
 */
public final class RegistryUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String setting;

    /**
     * @param setting the setting that it is mended by, if by any
     * @param message what was asked for, where, and what came instead
     */
    public RegistryUnavailableException(String setting, String message) {
        super(message);
        this.setting = setting;
    }

    /** The setting to look at first, such as {@code schema.registry.url}. */
    public String setting() {
        return setting;
    }
}
