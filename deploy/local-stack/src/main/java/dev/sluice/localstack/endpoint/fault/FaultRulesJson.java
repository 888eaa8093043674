package dev.sluice.localstack.endpoint.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the rules of a script: strict, because a misspelt key would make a test pass for the wrong reason. */
final class FaultRulesJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private FaultRulesJson() {}

    static List<FaultRule> parse(String json) {
        JsonNode script = tree(json);
        if (!script.isArray()) {
            throw new IllegalArgumentException("A fault script is an array of rules");
        }
        List<FaultRule> rules = new ArrayList<>();
        for (JsonNode rule : script) {
            RuleFields fields = new RuleFields(rules.size(), rule);
            rules.add(
                    new FaultRule(
                            fields.text("model"),
                            fields.text("contains"),
                            trigger(fields),
                            fields.number("times", 1).orElse(Long.MAX_VALUE),
                            action(fields)));
            fields.requireAllRead();
        }
        return rules;
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "A fault script is JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static FaultRule.Trigger trigger(RuleFields fields) {
        List<FaultRule.Trigger> triggers = new ArrayList<>();
        fields.number("nth", 1).ifPresent(nth -> triggers.add(new FaultRule.Trigger.Nth(nth)));
        fields.number("every", 1)
                .ifPresent(every -> triggers.add(new FaultRule.Trigger.Every(every)));
        fields.probability("probability")
                .ifPresent(
                        probability ->
                                triggers.add(
                                        new FaultRule.Trigger.Chance(
                                                probability,
                                                fields.number("seed", Long.MIN_VALUE).orElse(0L))));
        if (triggers.size() > 1) {
            throw fields.wrong("only one of nth, every and probability");
        }
        return triggers.isEmpty() ? new FaultRule.Trigger.Always() : triggers.get(0);
    }

    private static FaultAction action(RuleFields fields) {
        String action = fields.text("action").orElseThrow(() -> fields.wrong("action is missing"));
        return switch (action) {
            case "status" -> respond(fields, 500, "application/json", CannedBodies.ERROR);
            case "html" -> respond(fields, 200, "text/html", CannedBodies.HTML);
            case "broken_json" -> respond(fields, 200, "application/json", CannedBodies.BROKEN);
            case "empty_body" -> respond(fields, 200, "application/json", "");
            case "error_in_200" -> respond(fields, 200, "application/json", CannedBodies.ERROR);
            case "hang" -> new FaultAction.Hang();
            case "reset" -> new FaultAction.Reset(phase(fields));
            case "delay" -> new FaultAction.Delay(required(fields, "ms", 0));
            case "drip" -> new FaultAction.Drip(pieces(fields), required(fields, "ms", 1));
            case "truncate" -> new FaultAction.Truncate();
            default -> throw fields.wrong("unknown action " + action);
        };
    }

    private static FaultAction respond(
            RuleFields fields, int status, String contentType, String body) {
        Map<String, String> headers = fields.texts("headers");
        if (headers.keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) {
            headers.put("content-type", contentType);
        }
        long code = fields.number("status", 200).orElse((long) status);
        if (code > 599) {
            throw fields.wrong("status must be at most 599");
        }
        return new FaultAction.Respond((int) code, headers, fields.body("body").orElse(body));
    }

    private static FaultAction.Phase phase(RuleFields fields) {
        String at = fields.text("at").orElse("before_headers");
        return Optional.of(at)
                .filter(List.of("before_headers", "in_headers", "in_body")::contains)
                .map(name -> FaultAction.Phase.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElseThrow(() -> fields.wrong("unknown value of at: " + at));
    }

    private static int pieces(RuleFields fields) {
        return Math.toIntExact(required(fields, "pieces", 1));
    }

    private static long required(RuleFields fields, String name, long min) {
        return fields.number(name, min).orElseThrow(() -> fields.wrong(name + " is missing"));
    }
}
