package dev.sluice.processor.config;

import java.util.Optional;

/**
 * A proxy between Sluice and an endpoint.
 *
 * @param type how it is talked to
 * @param host its host name or address
 * @param port its TCP port
 * @param login who we are to it
 */
public record ProxyConfig(Type type, String host, int port, Optional<Login> login) {
    /** How a proxy is talked to. */
    public enum Type {
        /** HTTP: CONNECT for https, absolute addresses for http. */
        HTTP,
        /** SOCKS 5; the proxy looks the host up. */
        SOCKS5
    }

    /**
     * Credentials for the proxy.
     *
     * @param user the user's name; it may be a token, and so is not shown either
     * @param password the password; empty where there is none
     */
    public record Login(Secret user, Secret password) {}
}
