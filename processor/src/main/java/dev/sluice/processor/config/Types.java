package dev.sluice.processor.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.Converter;

/** How the text of a key becomes its value. No message repeats the text, which may be a secret in the wrong place. */
final class Types {
    /** What Kafka takes as a topic name: {@code org.apache.kafka.common.internals.Topic}. */
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    /** Leaves room for what Kafka Streams appends to name an internal topic. */
    private static final Pattern APPLICATION_ID = Pattern.compile("(?!\\.)[a-zA-Z0-9._-]{1,150}");

    /** A name or an address; more is for the system to judge. */
    private static final Pattern HOST = Pattern.compile("[a-zA-Z0-9._:-]{1,253}");

    /** An IPv6 address stands in brackets. */
    private static final Pattern ADDRESS =
            Pattern.compile("([a-zA-Z0-9._-]{1,253}|\\[[0-9a-fA-F:.]{2,45}]):(\\d{1,5})");

    private static final Pattern PATH = Pattern.compile("/[^\\s?#]*");

    private Types() {}

    static Converter<Integer> count(int min, int max) {
        return text -> {
            if (!text.matches("-?\\d{1,9}")) {
                throw expects("a whole number from %d to %d".formatted(min, max));
            }
            return within(Integer.valueOf(text), min, max, String::valueOf);
        };
    }

    /** A whole number that may be large. */
    static Converter<Long> number(long min, long max) {
        return text -> {
            if (!text.matches("-?\\d{1,18}")) {
                throw expects("a whole number from %d to %d".formatted(min, max));
            }
            return within(Long.valueOf(text), min, max, String::valueOf);
        };
    }

    static Converter<Double> decimal(double min, double max) {
        return text -> {
            if (!text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
                throw expects("a number from %s to %s".formatted(min, max));
            }
            return within(Double.valueOf(text), min, max, String::valueOf);
        };
    }

    static Converter<Long> size(long min, long max) {
        return text -> within(Sizes.parse(text), min, max, Sizes::format);
    }

    /** A size that has to fit an array. */
    static Converter<Integer> arraySize(long min, long max) {
        Converter<Long> size = size(min, max);
        return text -> Math.toIntExact(size.convert(text));
    }

    static Converter<Duration> duration(Duration min, Duration max) {
        return text -> within(Durations.parse(text), min, max, Durations::format);
    }

    static Converter<Boolean> flag() {
        return text ->
                switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw expects("true or false");
                };
    }

    static Converter<String> topic() {
        return matching(
                TOPIC, "a topic name: letters, digits, dots, underscores and dashes, at most 249");
    }

    static Converter<String> applicationId() {
        return matching(
                APPLICATION_ID,
                "letters, digits, dots, underscores and dashes, at most 150, no dot first");
    }

    static Converter<String> host() {
        return matching(HOST, "the name or the address of a network interface, such as 127.0.0.1");
    }

    static Converter<String> urlPath() {
        return matching(PATH, "a path that begins with a slash, without spaces, query or fragment");
    }

    /** One of a kind's values, in lower case and with dashes. */
    static <E extends Enum<E>> Converter<E> option(Class<E> kind) {
        return text ->
                Arrays.stream(kind.getEnumConstants())
                        .filter(value -> text(value).equals(text))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        expects(
                                                Arrays.stream(kind.getEnumConstants())
                                                        .map(Types::text)
                                                        .collect(Collectors.joining(" or "))));
    }

    /** How the configuration writes one of a kind's values. */
    static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Several values, separated by commas. */
    static <T> Converter<List<T>> list(Converter<T> item) {
        return text ->
                Pattern.compile(",")
                        .splitAsStream(text)
                        .map(part -> item.convert(part.strip()))
                        .distinct()
                        .toList();
    }

    /** A host and a port, to connect to. */
    static Converter<String> address() {
        return text -> {
            Matcher matcher = ADDRESS.matcher(text);
            if (!matcher.matches()) {
                throw expects("host:port, such as sluice-1.example:9464 or [2001:db8::1]:9464");
            }
            within(Integer.valueOf(matcher.group(2)), 1, 65_535, port -> "port " + port);
            return text;
        };
    }

    static Converter<Path> path() {
        return text -> {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                // Without the cause: its message repeats the text.
                throw expects("a path of this file system");
            }
        };
    }

    /** An address without credentials, query or fragment; a slash at its end is dropped. */
    static Converter<URI> baseUrl() {
        return text -> {
            URI uri = uri(text.replaceAll("/+$", ""));
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!web
                    || uri.getHost() == null
                    || uri.getQuery() != null
                    || uri.getFragment() != null) {
                throw expects("http://host:port or https://host:port, perhaps with a path");
            }
            if (uri.getUserInfo() != null) {
                throw new IllegalArgumentException("takes no credentials; use api-key");
            }
            return uri;
        };
    }

    static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // Without the cause: its message repeats the text.
            throw expects("an address such as http://localhost:8000");
        }
    }

    static Converter<String> matching(Pattern pattern, String what) {
        return text -> {
            if (!pattern.matcher(text).matches()) {
                throw expects(what);
            }
            return text;
        };
    }

    private static <T extends Comparable<T>> T within(
            T value, T min, T max, Function<T, String> format) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "is out of range: from %s to %s"
                            .formatted(format.apply(min), format.apply(max)));
        }
        return value;
    }

    static IllegalArgumentException expects(String what) {
        return new IllegalArgumentException("expects " + what);
    }
}
