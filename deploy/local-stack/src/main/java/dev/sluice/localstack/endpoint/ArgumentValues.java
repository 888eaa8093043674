package dev.sluice.localstack.endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of arguments that are more than a number. */
final class ArgumentValues {

    private static final Pattern LOGNORMAL = Pattern.compile("lognormal:(\\d+):([0-9.]+)");
    private static final Pattern RANGE = Pattern.compile("(\\d+)-(\\d+)");

    private ArgumentValues() {}

    static Latency latency(String value) {
        Matcher lognormal = LOGNORMAL.matcher(value);
        if (lognormal.matches()) {
            return Latency.lognormal(
                    Duration.ofMillis(Long.parseLong(lognormal.group(1))),
                    Double.parseDouble(lognormal.group(2)));
        }
        return value.equals("none")
                ? Latency.none()
                : Latency.fixed(Duration.ofMillis(Long.parseLong(value)));
    }

    static EndpointOptions.Words words(String value) {
        Matcher range = RANGE.matcher(value);
        if (!range.matches()) {
            throw new IllegalArgumentException("Not a range such as 8-48: " + value);
        }
        return new EndpointOptions.Words(
                Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
    }

    static String file(String name) {
        try {
            return Files.readString(Path.of(name));
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read " + name, e);
        }
    }

    static String variable(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The environment variable " + name + " is not set");
        }
        return value;
    }
}
