package dev.sluice.processor.e2e.fault;

import static dev.sluice.processor.e2e.fault.Expected.NO_HEAD;
import static dev.sluice.processor.e2e.fault.FaultCase.at;

import dev.sluice.localstack.Ports;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.RawServer;
import dev.sluice.processor.support.ScriptedServer;
import dev.sluice.processor.support.TestIdentity;
import dev.sluice.processor.support.TestProxy;
import dev.sluice.processor.support.Wire;
import dev.sluice.v1.FailureReason;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Endpoints to which no connection comes about, each at an address of its own. */
final class ConnectFaults implements AutoCloseable {
    private final List<ScriptedServer> tls;
    private final List<RawServer> raw;
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Map<String, Path> authorities = new LinkedHashMap<>();
    private final List<TestProxy> proxies = new ArrayList<>();
    private final Map<String, String> proxyAddresses = new LinkedHashMap<>();

    private ConnectFaults(List<ScriptedServer> tls, List<RawServer> raw) {
        this.tls = tls;
        this.raw = raw;
    }

    /** Starts the servers, with certificates in this folder. */
    static ConnectFaults start(Path folder) throws IOException {
        TestIdentity good = TestIdentity.of(folder.resolve("good"), Ports.LOOPBACK);
        TestIdentity otherHost = TestIdentity.of(folder.resolve("other"), "elsewhere.example");
        TestIdentity expired = TestIdentity.expired(folder.resolve("expired"), Ports.LOOPBACK);
        ConnectFaults faults =
                new ConnectFaults(
                        List.of(serve(good), serve(otherHost), serve(expired)),
                        List.of(
                                new RawServer(Wire::close),
                                new RawServer(Wire::awaitGone),
                                new RawServer(
                                        wire -> wire.send("220 mail ESMTP\r\n").awaitGone())));
        faults.add("good-tls", "https://" + faults.tls.get(0).address(), good);
        faults.add("unknown-authority", "https://" + faults.tls.get(0).address(), otherHost);
        faults.add("wrong-host", "https://" + faults.tls.get(1).address(), otherHost);
        faults.add("expired", "https://" + faults.tls.get(2).address(), expired);
        faults.addresses.put("plain-to-tls", "http://" + faults.tls.get(0).address());
        faults.add("tls-hung-up", "https://" + faults.raw.get(0).address(), good);
        faults.add("tls-silent", "https://" + faults.raw.get(1).address(), good);
        faults.add("tls-to-mail", "https://" + faults.raw.get(2).address(), good);
        faults.addresses.put("hung-up", "http://" + faults.raw.get(0).address());
        faults.addresses.put("mail", "http://" + faults.raw.get(2).address());
        try (ServerSocketChannel channel = Ports.listen(Ports.ANY)) {
            faults.addresses.put("refused", "http://" + Ports.LOOPBACK + ":" + Ports.of(channel));
        }
        faults.addresses.put("no-such-host", "http://no-such-host.invalid");
        faults.addProxies(good);
        return faults;
    }

    private void addProxies(TestIdentity trusted) {
        TestProxy http = TestProxy.http(true, tls.get(0).port());
        TestProxy socks = TestProxy.socks(true, tls.get(0).port());
        proxies.addAll(List.of(http, socks));
        String stranger = TestProxy.LOGIN.replace(TestProxy.USER, "stranger");
        proxyAddresses.put("http-proxy", "http://" + TestProxy.LOGIN + http.address());
        proxyAddresses.put("http-proxy-no-login", "http://" + stranger + http.address());
        proxyAddresses.put("socks-proxy", "socks5://" + TestProxy.LOGIN + socks.address());
        proxyAddresses.put("socks-proxy-no-login", "socks5://" + stranger + socks.address());
        for (String endpoint : proxyAddresses.keySet()) {
            add(endpoint, "https://" + tls.get(0).address(), trusted);
        }
    }

    private static ScriptedServer serve(TestIdentity identity) {
        return new ScriptedServer(
                Replies.utf8(Replies.ANSWER),
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PemKeyCertOptions()
                                        .setCertPath(identity.certificate().toString())
                                        .setKeyPath(identity.key().toString())));
    }

    private void add(String endpoint, String url, TestIdentity trusted) {
        addresses.put(endpoint, url);
        authorities.put(endpoint, trusted.authority());
    }

    /** The configuration with these endpoints. */
    InstanceConfig in(InstanceConfig config) {
        InstanceConfig all = config;
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            all = EndpointFaultIT.endpoint(all, address.getKey(), address.getValue(), 1);
        }
        for (Map.Entry<String, Path> authority : authorities.entrySet()) {
            all =
                    all.with(
                            "endpoints." + authority.getKey() + ".tls.ca-file",
                            authority.getValue());
        }
        for (Map.Entry<String, String> proxy : proxyAddresses.entrySet()) {
            all = all.with("endpoints." + proxy.getKey() + ".proxy", proxy.getValue());
        }
        return all;
    }

    static List<FaultCase> all() {
        return List.of(
                at("good-tls", "TLS").completes(200),
                at("http-proxy", "TLS through a proxy").completes(200),
                at("socks-proxy", "TLS through SOCKS").completes(200),
                unreached("http-proxy-no-login", "a proxy that knows us not"),
                unreached("socks-proxy-no-login", "SOCKS that knows us not"),
                unreached("unknown-authority", "TLS with an unknown authority"),
                unreached("wrong-host", "TLS with another host's certificate"),
                unreached("expired", "TLS with an expired certificate"),
                unreached("tls-hung-up", "TLS that ends in its handshake"),
                unreached("tls-silent", "TLS that never answers"),
                unreached("tls-to-mail", "TLS to a plain port"),
                unreached("refused", "a port where nobody listens"),
                unreached("no-such-host", "a host that does not exist"),
                at("plain-to-tls", "HTTP to a TLS port").fails(FailureReason.CONNECTION, NO_HEAD),
                at("hung-up", "an end before the request").fails(FailureReason.CONNECTION, NO_HEAD),
                at("mail", "a greeting of another protocol")
                        .fails(FailureReason.CONNECTION, NO_HEAD));
    }

    private static FaultCase unreached(String endpoint, String name) {
        return at(endpoint, name).failsFree(FailureReason.CONNECTION, NO_HEAD);
    }

    @Override
    public void close() {
        tls.forEach(ScriptedServer::close);
        raw.forEach(RawServer::close);
        proxies.forEach(TestProxy::close);
    }
}
