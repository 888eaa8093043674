package dev.sluice.processor.admin.usage;

import dev.sluice.v1.WindowSize;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which totals are wanted.
 *
 * @param tenant whose; none: everybody's
 * @param model of which model; none: of all
 * @param endpoint of which endpoint; none: of all
 * @param window of which length
 * @param from the earliest start of a window, from 1970 on
 * @param to the earliest start that is too late, after {@code from}
 */
public record UsageQuestion(
        Optional<String> tenant,
        Optional<String> model,
        Optional<String> endpoint,
        WindowSize window,
        Instant from,
        Instant to) {
    /** Whether totals of these are wanted. */
    public boolean isAbout(String ofTenant, String ofModel, String ofEndpoint) {
        return tenant.filter(name -> !name.equals(ofTenant)).isEmpty()
                && model.filter(name -> !name.equals(ofModel)).isEmpty()
                && endpoint.filter(name -> !name.equals(ofEndpoint)).isEmpty();
    }

    /** The same as the query of a URL. */
    String query() {
        Map<String, String> parameters = new LinkedHashMap<>();
        tenant.ifPresent(name -> parameters.put(UsageParameters.TENANT, name));
        model.ifPresent(name -> parameters.put(UsageParameters.MODEL, name));
        endpoint.ifPresent(name -> parameters.put(UsageParameters.ENDPOINT, name));
        parameters.put(UsageParameters.WINDOW, window.name().toLowerCase(Locale.ROOT));
        parameters.put(UsageParameters.FROM, from.toString());
        parameters.put(UsageParameters.TO, to.toString());
        return parameters.entrySet().stream()
                .map(
                        each ->
                                each.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
