package dev.sluice.standalone.bench;

import dev.sluice.localstack.process.ChildJvm;
import dev.sluice.localstack.process.ChildJvmSpec;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What is compared. Each starts a process that answers the requests of a round. */
enum Contender {
    /** The service, as a user runs it. */
    SLUICE {
        @Override
        ChildJvm start(
                Site site, RoundTopics topics, Scenario scenario, URI endpoint, Path folder) {
            Path config = SluiceSettings.write(site, topics, scenario, endpoint, folder);
            return ChildJvm.start(
                    ChildJvmSpec.ofOwnClassPath(
                            dev.sluice.processor.Main.class,
                            JVM,
                            List.of("run", "--config", config.toString()),
                            log(folder)));
        }
    },

    /** See {@link PlainLoop}. */
    PLAIN {
        @Override
        ChildJvm start(
                Site site, RoundTopics topics, Scenario scenario, URI endpoint, Path folder) {
            PlainSettings settings =
                    new PlainSettings(
                            site.bootstrapServers(),
                            site.registry(),
                            topics.requests(),
                            topics.completions(),
                            endpoint,
                            scenario.inFlight(),
                            Runtime.getRuntime().availableProcessors());
            return ChildJvm.start(
                    ChildJvmSpec.ofOwnClassPath(
                            PlainLoop.class, JVM, settings.arguments(), log(folder)));
        }
    };

    /** The same heap for both, and enough for either. */
    private static final List<String> JVM = List.of("-Xmx512m");

    abstract ChildJvm start(
            Site site, RoundTopics topics, Scenario scenario, URI endpoint, Path folder);

    /** In lower case, for topics and for the table. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the process says, for when it fails. */
    static Path log(Path folder) {
        return folder.resolve("process.log");
    }
}
