package dev.sluice.standalone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads what Linux counts of a process, see proc(5).
 *
 * @param folder the process's folder under {@code /proc}
 */
record ProcessMeter(Path folder) {
    /** USER_HZ, which is 100 on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    /** Position of utime behind the command's closing parenthesis, which may itself hold spaces; stime follows. */
    private static final int UTIME = 11;

    private static final double KIBIBYTES = 1024;

    /** Of a process that runs. */
    static ProcessMeter of(long pid) {
        return new ProcessMeter(Path.of("/proc", Long.toString(pid)));
    }

    /** User and system time of all its threads so far. */
    double cpuSeconds() {
        String stat = String.join("", lines("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1]))
                / TICKS_PER_SECOND;
    }

    /** The most memory that it has had resident. */
    double peakMebibytes() {
        return lines("status").stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIBIBYTES)
                .findFirst()
                .orElseThrow();
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + folder.resolve(file), e);
        }
    }
}
