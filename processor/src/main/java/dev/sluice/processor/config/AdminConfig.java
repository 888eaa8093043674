package dev.sluice.processor.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where operators look at an instance.
 *
 * @param port where it listens, 1 to 65535; or {@link #OFF}
 * @param host the address that it listens on
 * @param token what readers have to show; always there where others than this machine can reach the address
 * @param advertised {@code host:port} at which the other instances reach it, an IPv6 address in brackets
 */
public record AdminConfig(int port, String host, Optional<Secret> token, String advertised) {
    /** In place of a port: it does not listen. */
    public static final int OFF = 0;

    /** RFC 1122, section 3.2.1.3 (g); RFC 4291, section 2.5.3; RFC 6761, section 6.3. */
    private static final Pattern LOOPBACK =
            Pattern.compile("127(\\.\\d{1,3}){3}|::1|(?i:localhost)");

    /** All addresses of a machine, none of which is known by it. */
    private static final Pattern WILDCARD = Pattern.compile("(0\\.0\\.0\\.0|\\[[0:]+]):\\d+");

    /** A host and a port as one text. */
    static String address(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Whether the other instances are told of no address at which they could reach it. */
    boolean advertisesNothing() {
        return WILDCARD.matcher(advertised).matches();
    }

    /** Whether only this machine can reach it. */
    boolean isLocal() {
        return LOOPBACK.matcher(host).matches();
    }
}
