package dev.sluice.standalone;

import dev.sluice.processor.config.TopicsConfig;
import java.nio.file.Path;

/**
 * Where everything is.
 *
 * @param broker {@code host:port}
 * @param registry base address of Confluent's API
 * @param endpoint base address of the endpoint
 * @param config the processor's configuration
 * @param topics names of the topics
 */
record Addresses(
        String broker, String registry, String endpoint, Path config, TopicsConfig topics) {

    /** For a person, with commands that can be copied. */
    String describe() {
        return """
                Broker    %1$s
                Registry  %2$s
                Endpoint  %3$s
                Config    %4$s
                Topics    %5$s, %6$s, %7$s

                Outcomes, one line each:
                  kcat -C -q -e -b %1$s -t %6$s -f 'partition %%p offset %%o: request %%k, %%S bytes\\n'
                The schemas, and one of them:
                  curl -s %2$s/subjects
                  curl -s %2$s/subjects/%6$s-value/versions/latest
                The endpoint's models:
                  curl -s %3$s/v1/models
                """
                .formatted(
                        broker,
                        registry,
                        endpoint,
                        config,
                        topics.requests(),
                        topics.completions(),
                        topics.failures());
    }
}
