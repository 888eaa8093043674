package dev.sluice.processor.metrics;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the metrics that an expression of PromQL names. What is no metric is taken out by what it looks like: strings, selectors of
 * labels, lists of labels, ranges, variables of Grafana, functions and keywords. So a name that is mistyped is left, as one.
 */
public final class PromQl {
    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"|'[^']*'");
    private static final Pattern SELECTOR = Pattern.compile("\\{[^}]*}");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern LABELS =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern IDENTIFIER =
            Pattern.compile("(?<![\\w:.])[a-zA-Z_:][\\w:]*(\\s*\\()?");
    private static final Set<String> KEYWORDS =
            Set.of("and", "or", "unless", "bool", "offset", "atan2");

    private PromQl() {}

    /** Names of metrics, as they are written. */
    public static Set<String> metrics(String expression) {
        String rest = STRING.matcher(expression).replaceAll("");
        for (Pattern pattern : new Pattern[] {SELECTOR, RANGE, LABELS}) {
            rest = pattern.matcher(rest).replaceAll(" ");
        }
        Set<String> metrics = new TreeSet<>();
        Matcher names = IDENTIFIER.matcher(rest);
        while (names.find()) {
            boolean isFunction = names.group(1) != null;
            if (!isFunction && !KEYWORDS.contains(names.group())) {
                metrics.add(names.group());
            }
        }
        return metrics;
    }
}
