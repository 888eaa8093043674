package dev.sluice.processor.config;

/** A configuration that sets every key, to other values than the defaults and than each other's. */
final class FullConfig {
    static final String YAML =
            """
            application-id: gate-7
            kafka:
              bootstrap.servers: [one:9092, two:9093]
              security.protocol: SASL_SSL
              receive.buffer.bytes: 70000
            schema.registry:
              url: https://registry:8443/api
              basic.auth.user.info: me:hidden
            topics:
              requests: in
              completions: out
              failures: bad
              chunks: bits
              usage: sums
              limits: bounds
              create: true
              partitions: 12
              replication: 3
            endpoints:
              far-away:
                profile: openai
                base-url: https://models.example/base/
                path: /chat
                models-path: /list
                verify-models: true
                api-key: hidden-too
                auth: {header: X-Key, prefix: Token}
                headers: {X-Team: hidden team}
                models: [small-*, large]
                aliases: {gpt-4.1: "llama3.1:8b", quick: small-1}
                weight: 3
                order: 2
                connect-timeout: 250ms
                first-byte-timeout: 20m
                idle-timeout: 40s
                timeout: 1h
                max-response-bytes: 2MiB
                http2: false
                tls: {verify: false}
                proxy: http://me:hid%40den@proxy:3128
                stream: always
                stream-usage: false
                idempotency-header: Idempotency-Key
                on-context-length: trim-oldest
                ranges: {temperature: 0..1.5, top_p: none, top_k: 1..}
                retry: {max-attempts: 4, max-delay: 90s}
                breaker: {failure-rate: 30, minimum-calls: 7, window-calls: 70, open-time: 11s}
                rate-limit-headers: false
                adaptive-concurrency: {max: 60, min: 3, initial: 12, latency-factor: 2.5}
              near:
                profile: zerogpu
                api-key: hidden-three
                project-id: 6b1f0d3c-92a7-4c55-8d11-2f7a3c9e0b44
            limits:
              there:
                endpoint: near
                model: sent
                requests-per-minute: 600
                tokens-per-minute: 1000000000
                concurrent: 50
                burst: 4
                shadow: true
              each-tenant: {tenant: "*", model: "asked:8b", concurrent: 20}
            prices:
              near-2026:
                endpoint: near
                model: "asked:8b"
                valid-from: 2026-01-01
                currency: CHF
                input-per-million: 2.50
                cached-input-per-million: "0.000001"
                output-per-million: 1e6
                per-request: 7e-12
              far: {endpoint: far-away, valid-from: "2026-07-01T08:30:00.5Z", currency: EUR, output-per-million: 0.3}
            usage:
              windows: [day, hour]
              grace: 36h
              publish-interval: 1500ms
              keep: {minute: 2h, hour: 37h, day: 60h}
            admission:
              max-request-bytes: 512KiB
              duplicates: drop
              duplicate-window: 720h
            pending:
              window-records: 77
              window-bytes: 1GiB
              parked-records: 88
              parked-bytes: 2GiB
            dispatch:
              max-in-flight: 4321
              event-loops: 9
              drain-timeout: 90s
            scheduling:
              ordering: key
              share-limits: false
              weights: {acme: 5, big.corp: 1000}
            streams:
              threads: 5
              commit-interval: 35ms
              session-timeout: 45s
              transaction-timeout: 2m
              instance-id: sluice-1
              state-dir: /var/lib/sluice
              properties:
                num.standby.replicas: 1
                consumer.fetch.max.wait.ms: 1000000
            admin:
              port: 9464
              host: 0.0.0.0
              token: hidden-four
              advertised: sluice-1.example:9465
            metrics:
              tenants: 91
              models: 92
            logging:
              format: json
              level: trace
              kafka-level: error
            """;

    private FullConfig() {}
}
