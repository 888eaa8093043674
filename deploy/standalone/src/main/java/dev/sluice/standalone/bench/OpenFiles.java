package dev.sluice.standalone.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Looks whether this process, and with it its children, may open enough files: each call is a connection. */
final class OpenFiles {
    /** Jars, logs and the broker's segments. */
    private static final long OTHERS = 1_000;

    private OpenFiles() {}

    /**
     * @throws IllegalArgumentException if a scenario needs more
     */
    static void check(List<Scenario> scenarios) {
        long needed = OTHERS + scenarios.stream().mapToLong(Scenario::inFlight).max().orElse(0);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                && unix.getMaxFileDescriptorCount() < needed) {
            throw new IllegalArgumentException(
                    "Only %d open files are allowed, %d are needed: raise them with ulimit -n"
                            .formatted(unix.getMaxFileDescriptorCount(), needed));
        }
    }
}
