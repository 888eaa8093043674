package dev.sluice.processor;

import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.ConfigLoader;
import dev.sluice.processor.config.LoadedConfig;
import dev.sluice.processor.config.LoggingConfig;
import dev.sluice.processor.config.Problem;
import dev.sluice.processor.logs.LogSetup;
import dev.sluice.schemas.SchemaRejectedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs an instance until it is told to stop. */
@Command(
        name = "run",
        description = "Runs an instance of the service until it is told to stop.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final Duration STATUS_INTERVAL = Duration.ofSeconds(30);

    @Option(names = "--config", required = true, description = "The configuration, a YAML file.")
    private Path config;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        Consumer<Problem> report = spec.commandLine().getErr()::println;
        try {
            LoadedConfig loaded = ConfigLoader.read(config, System.getenv());
            LogSetup.apply(loaded.config().logging());
            if (loaded.config().logging().format() == LoggingConfig.Format.JSON) {
                // Whoever reads the log reads nothing else.
                report = problem -> LOG.error("{}", problem);
            }
            return run(loaded);
        } catch (ConfigException e) {
            e.problems().forEach(report);
            return CommandLine.ExitCode.USAGE;
        }
    }

    private int run(LoadedConfig loaded) {
        loaded.warnings().forEach(warning -> LOG.warn("{}", warning));
        Thread main = Thread.currentThread();
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(main, stopped), "sluice-stop"));
        try (Sluice sluice = Sluice.start(loaded.config())) {
            tellStatus(sluice);
        } catch (InterruptedException e) {
            LOG.debug("Interrupted by the one who stops it");
        } catch (SchemaRejectedException e) {
            LOG.error("{}", e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        } finally {
            stopped.countDown();
        }
        return CommandLine.ExitCode.OK;
    }

    /** Logs how things stand whenever that has changed, until the thread is interrupted. */
    private static void tellStatus(Sluice sluice) throws InterruptedException {
        String last = "";
        while (true) {
            TimeUnit.SECONDS.sleep(STATUS_INTERVAL.toSeconds());
            String status = sluice.status();
            if (!status.equals(last)) {
                LOG.info("{}", status);
                last = status;
            }
        }
    }

    /**
     * Interrupts the main thread, wherever it is, be it still waiting for brokers, and returns when it has stopped the
     * service: the virtual machine ends when its hooks have returned.
     */
    private static void stop(Thread main, CountDownLatch stopped) {
        if (stopped.getCount() > 0) {
            LOG.atInfo().addKeyValue("event", "told-to-stop").log("Told to stop");
        }
        main.interrupt();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
