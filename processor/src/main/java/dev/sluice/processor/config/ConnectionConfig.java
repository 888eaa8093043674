package dev.sluice.processor.config;

import java.util.Optional;

/**
 * How an endpoint is reached.
 *
 * @param http2 whether to use HTTP/2 where the endpoint offers it over TLS; HTTP/1.1 otherwise
 * @param tls whom to trust, and who we are
 * @param proxy what stands between
 */
public record ConnectionConfig(boolean http2, TlsConfig tls, Optional<ProxyConfig> proxy) {}
