package dev.sluice.processor.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import dev.sluice.processor.config.LoggingConfig;
import java.util.Iterator;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the log look as the configuration says. Before that it is as {@code logback.xml} has it. */
public final class LogSetup {
    private static final Logger LOG = LoggerFactory.getLogger(LogSetup.class);

    private LogSetup() {}

    /** From now on all loggers write so. */
    public static void apply(LoggingConfig config) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (factory instanceof LoggerContext context) {
            level(context, "dev.sluice", config.level());
            level(context, "org.apache.kafka", config.kafkaLevel());
            if (config.format() == LoggingConfig.Format.JSON) {
                writeJson(context);
            }
        } else {
            LOG.warn("The keys of logging have no effect on {}", factory.getClass().getName());
        }
    }

    private static void level(LoggerContext context, String logger, LoggingConfig.Level level) {
        context.getLogger(logger).setLevel(Level.valueOf(level.name()));
    }

    /** Wherever lines go, they go there as objects. */
    private static void writeJson(LoggerContext context) {
        Iterator<Appender<ILoggingEvent>> appenders =
                context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
        while (appenders.hasNext()) {
            if (appenders.next() instanceof OutputStreamAppender<ILoggingEvent> stream) {
                LogstashEncoder encoder = new LogstashEncoder();
                encoder.setContext(context);
                encoder.setVersion(null);
                encoder.start();
                stream.stop();
                stream.setEncoder(encoder);
                stream.start();
            }
        }
    }
}
