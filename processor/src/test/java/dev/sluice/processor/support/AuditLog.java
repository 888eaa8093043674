package dev.sluice.processor.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.utils.SecurityUtils;
import org.slf4j.LoggerFactory;

/** What brokers in this process were asked to do and allowed, as the authorizer tells its log. */
public final class AuditLog implements AutoCloseable {
    /** As {@code StandardAuthorizerData} writes it. */
    private static final Pattern ALLOWED =
            Pattern.compile(
                    "Principal = (\\S+) is Allowed operation = (\\S+) from host = \\S+"
                            + " on resource = (\\w+):LITERAL:(\\S+) for request.*");

    private record Action(String principal, String operation, String type, String name) {}

    private final Logger logger = (Logger) LoggerFactory.getLogger("kafka.authorizer.logger");
    private final Set<Action> allowed = ConcurrentHashMap.newKeySet();
    private final AppenderBase<ILoggingEvent> appender =
            new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    Matcher matcher = ALLOWED.matcher(event.getFormattedMessage());
                    if (matcher.matches()) {
                        allowed.add(
                                new Action(
                                        matcher.group(1),
                                        matcher.group(2),
                                        matcher.group(3),
                                        matcher.group(4)));
                    }
                }
            };

    /** Reads on until it is closed. */
    public AuditLog() {
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
        logger.setLevel(Level.TRACE);
    }

    /** Whether somebody did the very thing that the ACL allows; what it implies besides does not count. */
    public boolean used(AclBinding acl) {
        return allowed.stream()
                .anyMatch(
                        action ->
                                action.principal().equals(acl.entry().principal())
                                        && AclOperation.valueOf(action.operation())
                                                == acl.entry().operation()
                                        && SecurityUtils.resourceType(action.type())
                                                == acl.pattern().resourceType()
                                        && (acl.pattern().patternType() == PatternType.LITERAL
                                                ? action.name().equals(acl.pattern().name())
                                                : action.name().startsWith(acl.pattern().name())));
    }

    @Override
    public void close() {
        logger.setLevel(null);
        logger.setAdditive(true);
        logger.detachAppender(appender);
        appender.stop();
    }
}
