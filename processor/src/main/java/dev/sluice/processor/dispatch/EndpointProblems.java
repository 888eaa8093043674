package dev.sluice.processor.dispatch;

import dev.sluice.processor.config.Credential;
import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.ProblemLog;
import dev.sluice.processor.config.SecretSource;
import java.security.cert.CertificateExpiredException;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells by which setting it is mended where an endpoint refuses who calls, or no connection to it stands. Threads may share
 * it.
 */
final class EndpointProblems {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointProblems.class);
    private static final String API_KEY = "api-key";

    private final EndpointConfig config;
    private final ProblemLog problems;

    EndpointProblems(EndpointConfig config, InstantSource clock) {
        this.config = config;
        this.problems =
                new ProblemLog(LOG, clock, "Calls to the endpoint " + config.name() + " fail");
    }

    /** It answered with this status. */
    void answered(int status) {
        Optional<Problem> problem = refusal(config, status);
        problem.ifPresent(problems::tell);
        if (problem.isEmpty() && status < 300) {
            problems.mended();
        }
    }

    /**
     * No connection stands.
     *
     * @param what says why, without secrets
     */
    void unconnected(Throwable cause, String what) {
        problems.tell(silence(cause, what));
    }

    /** What is wrong where the endpoint refuses who calls. */
    static Optional<Problem> refusal(EndpointConfig config, int status) {
        return status == 401 || status == 403
                ? Optional.of(
                        problem(config, login(config), "the endpoint refuses it with " + status))
                : Optional.empty();
    }

    /** What is wrong where no connection stands. Parameters as for {@link #unconnected}. */
    Problem silence(Throwable cause, String what) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof CertificateExpiredException) {
                return problem(
                        config,
                        "tls.ca-file",
                        "the endpoint's certificate has expired and has to be renewed: "
                                + at.getMessage());
            }
        }
        return cause instanceof SSLException
                ? problem(
                        config, "tls.ca-file", "the endpoint's certificate is not trusted: " + what)
                : problem(config, "base-url", "no connection to the endpoint: " + what);
    }

    private static Problem problem(EndpointConfig config, String key, String message) {
        return new Problem("endpoints.%s.%s".formatted(config.name(), key), message);
    }

    /** The key that the first secret comes from; one who shows none should perhaps show one. */
    private static String login(EndpointConfig config) {
        return config.credentials().stream()
                .findFirst()
                .map(
                        (Credential shown) ->
                                shown.source() instanceof SecretSource.InFile
                                        ? shown.key() + "-file"
                                        : shown.key())
                .orElse(API_KEY);
    }
}
