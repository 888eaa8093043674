package dev.sluice.processor.admin.usage;

/**
 * Where an instance answers.
 *
 * @param host a name or an address
 * @param port 1 to 65535
 */
public record InstanceAddress(String host, int port) {
    /** Both as one text. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
