package dev.sluice.processor.config;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/** How the texts of an endpoint's keys become values. No message repeats a text. */
final class EndpointTypes {
    /** A token as RFC 9110 (5.6.2) writes it. */
    private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");

    private static final Pattern HEADER_VALUE =
            Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e\\t]*[\\x21-\\x7e])?");
    private static final Pattern WORD = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final Pattern MODEL = Pattern.compile("[^\\s,\\p{Cntrl}*]{1,256}");
    private static final Pattern MODEL_PATTERN = Pattern.compile("[^\\s,\\p{Cntrl}]{1,256}");

    /** Headers that the connection, the body or another key decides. */
    private static final Set<String> RESERVED =
            Set.of(
                    "accept",
                    "accept-encoding",
                    "authorization",
                    "connection",
                    "content-encoding",
                    "content-length",
                    "content-type",
                    "expect",
                    "host",
                    "http2-settings",
                    "keep-alive",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    private EndpointTypes() {}

    static Converter<String> headerName() {
        return Types.matching(HEADER_NAME, "a header's name");
    }

    /** Name of a header that nothing else sets. */
    static Converter<String> freeHeaderName() {
        Converter<String> name = headerName();
        return text -> {
            String lower = name.convert(text).toLowerCase(Locale.ROOT);
            if (lower.equals("authorization")) {
                throw new IllegalArgumentException(
                        "cannot be this header: use api-key, auth.header and auth.prefix");
            }
            if (RESERVED.contains(lower)) {
                throw new IllegalArgumentException("cannot be this header: Sluice sets it itself");
            }
            return text;
        };
    }

    static Converter<Secret> headerValue() {
        return text -> {
            if (!HEADER_VALUE.matcher(text).matches()) {
                throw Types.expects("a value that can be sent in a header: printable ASCII");
            }
            return new Secret(text);
        };
    }

    static Converter<String> word() {
        return Types.matching(WORD, "one word of printable ASCII");
    }

    static Converter<String> model() {
        return Types.matching(
                MODEL, "a model's name: at most 256 characters, no space, comma or asterisk");
    }

    static Converter<String> modelPattern() {
        return Types.matching(
                MODEL_PATTERN,
                "models' names, in which * stands for any characters: at most 256 characters each, no spaces or commas within");
    }

    static Converter<Path> certificates() {
        return text -> PemFile.certificates(Types.path().convert(text));
    }

    static Converter<Path> privateKey() {
        return text -> PemFile.privateKey(Types.path().convert(text));
    }

    static Converter<ProxyConfig> proxy() {
        return text -> {
            URI uri = Types.uri(text.replaceAll("/+$", ""));
            boolean http = "http".equals(uri.getScheme());
            if (!(http || "socks5".equals(uri.getScheme()))
                    || uri.getHost() == null
                    || uri.getPort() < 1
                    || uri.getPort() > 65_535
                    || !uri.getRawPath().isEmpty()
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null) {
                throw Types.expects(
                        "http://host:port or socks5://host:port, perhaps with user:password@ before the host");
            }
            return new ProxyConfig(
                    http ? ProxyConfig.Type.HTTP : ProxyConfig.Type.SOCKS5,
                    uri.getHost(),
                    uri.getPort(),
                    Optional.ofNullable(uri.getRawUserInfo()).map(EndpointTypes::login));
        };
    }

    private static ProxyConfig.Login login(String userInfo) {
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);
        return new ProxyConfig.Login(new Secret(decoded(user)), new Secret(decoded(password)));
    }

    /** In an address, unlike in a form, a plus is a plus. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
