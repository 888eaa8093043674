package dev.sluice.processor.schedule;

import dev.sluice.processor.limit.LimitNumbers;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log how the limits do. */
final class LimitReport {
    private static final Logger LOG = LoggerFactory.getLogger(LimitReport.class);

    private LimitReport() {}

    static void log(List<LimitNumbers> limits) {
        limits.forEach(limit -> LOG.info("{}", line(limit)));
    }

    /** Such as: Limit gcore-rpm, requests-per-minute 600: 598 granted, 1204 held, 5 in use, 99 % used. */
    static String line(LimitNumbers numbers) {
        return List.of(
                        "%d granted".formatted(numbers.granted()),
                        "%d %s"
                                .formatted(
                                        numbers.held(),
                                        numbers.shadow() ? "would have been held" : "held"),
                        "%d in use".formatted(numbers.inUse()),
                        numbers.utilisation().isPresent()
                                ? "%.0f %% used"
                                        .formatted(100 * numbers.utilisation().getAsDouble())
                                : "")
                .stream()
                .filter(part -> !part.isEmpty())
                .collect(
                        Collectors.joining(
                                ", ",
                                "Limit %s, %s %d: "
                                        .formatted(
                                                numbers.limit().rule(),
                                                numbers.limit().dimension().label(),
                                                numbers.value()),
                                ""));
    }
}
