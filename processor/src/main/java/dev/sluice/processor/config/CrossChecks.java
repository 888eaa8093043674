package dev.sluice.processor.config;

import dev.sluice.v1.WindowSize;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rules between keys. A rule is skipped where one of its keys is already at fault. */
final class CrossChecks {
    private final Problems problems;

    private CrossChecks(Problems problems) {
        this.problems = problems;
    }

    static void check(SluiceConfig config, Problems problems) {
        CrossChecks checks = new CrossChecks(problems);
        checks.commits(config.streams());
        checks.window(config);
        checks.topics(config.topics());
        config.endpoints().values().forEach(checks::endpoint);
        checks.days(config);
        checks.totals(config.usage());
        checks.admin(config.admin());
        checks.advertised(config);
    }

    /** A transaction has to live longer than it takes until it is committed. */
    private void commits(StreamConfig streams) {
        if (problems.noneOf(Keys.COMMIT_INTERVAL.name(), Keys.TRANSACTION_TIMEOUT.name())
                && streams.commitInterval().compareTo(streams.transactionTimeout()) >= 0) {
            problems.add(
                    Keys.COMMIT_INTERVAL.name(),
                    "must be shorter than " + Keys.TRANSACTION_TIMEOUT.name());
        }
    }

    /** A request that is let in has to fit the window, or it would wait for ever. */
    private void window(SluiceConfig config) {
        if (problems.noneOf(Keys.WINDOW_BYTES.name(), Keys.MAX_REQUEST_BYTES.name())
                && config.pending().windowBytes() < config.admission().maxRequestBytes()) {
            problems.add(
                    Keys.WINDOW_BYTES.name(), "must be at least " + Keys.MAX_REQUEST_BYTES.name());
        }
    }

    /** What is used of a day has to be known after a restart. */
    private void days(SluiceConfig config) {
        if (config.scheduling().shareLimits()) {
            return;
        }
        for (LimitConfig limit : new TreeMap<>(config.limits()).values()) {
            if (limit.tokensPerDay().isPresent()) {
                problems.add(
                        LimitKeys.TOKENS_PER_DAY.under(Keys.LIMITS + "." + limit.name()).name(),
                        "needs %s, since an instance alone forgets at a restart"
                                .formatted(Keys.SHARE_LIMITS.name()));
            }
        }
    }

    /** A total has to be there as long as it can change. */
    private void totals(UsageConfig usage) {
        for (WindowSize window : usage.windows()) {
            String keep = UsageKeys.keep(window).name();
            Duration open = usage.grace().plus(UsageConfig.length(window));
            if (problems.noneOf(UsageKeys.WINDOWS.name(), UsageKeys.GRACE.name(), keep)
                    && usage.keep().of(window).compareTo(open) < 0) {
                problems.add(
                        keep,
                        "must be at least %s and the length of the window together (%s)"
                                .formatted(UsageKeys.GRACE.name(), Durations.format(open)));
            }
        }
    }

    /** What others can reach is not for everybody. */
    private void admin(AdminConfig admin) {
        if (problems.noneOf(Keys.ADMIN_PORT.name(), Keys.ADMIN_HOST.name(), Keys.ADMIN_TOKEN.name())
                && admin.port() != AdminConfig.OFF
                && !admin.isLocal()
                && admin.token().isEmpty()) {
            problems.add(
                    Keys.ADMIN_TOKEN.name(),
                    "is required where %s is not a loopback address"
                            .formatted(Keys.ADMIN_HOST.name()));
        }
    }

    /** Instances ask each other for totals. */
    private void advertised(SluiceConfig config) {
        if (problems.noneOf(
                        Keys.ADMIN_PORT.name(),
                        Keys.ADMIN_HOST.name(),
                        Keys.ADMIN_ADVERTISED.name(),
                        UsageKeys.WINDOWS.name())
                && config.admin().port() != AdminConfig.OFF
                && config.admin().advertisesNothing()
                && !config.usage().windows().isEmpty()) {
            problems.add(
                    Keys.ADMIN_ADVERTISED.name(),
                    "is required where %s stands for all addresses: one that other instances can connect to"
                            .formatted(Keys.ADMIN_HOST.name()));
        }
    }

    /** Outcomes on the request topic would be read as requests. */
    private void topics(TopicsConfig topics) {
        List<Key<String>> keys =
                List.of(
                        Keys.REQUESTS,
                        Keys.COMPLETIONS,
                        Keys.FAILURES,
                        Keys.CHUNKS,
                        Keys.USAGE,
                        Keys.LIMIT_SETTINGS);
        List<String> names =
                List.of(
                        topics.requests(),
                        topics.completions(),
                        topics.failures(),
                        topics.chunks(),
                        topics.usage(),
                        topics.limits());
        Map<String, String> first = new HashMap<>();
        for (int index = 0; index < names.size(); index++) {
            String key = keys.get(index).name();
            String other = first.putIfAbsent(names.get(index), key);
            if (other != null && problems.noneOf(key, other)) {
                problems.add(key, "must differ from " + other);
            }
        }
    }

    /** Other programs' base URLs end in the version, which the path has here. */
    private void endpoint(EndpointConfig endpoint) {
        String section = Keys.ENDPOINTS + "." + endpoint.name();
        String basePath = endpoint.baseUrl().getPath();
        for (int slash = basePath.indexOf('/'); slash >= 0; ) {
            if (endpoint.path().startsWith(basePath.substring(slash) + "/")) {
                problems.add(
                        EndpointKeys.BASE_URL.under(section).name(),
                        "ends with a level that the path (%s) begins with; drop one of the two"
                                .formatted(endpoint.path()));
                return;
            }
            slash = basePath.indexOf('/', slash + 1);
        }
    }
}
