package dev.sluice.localstack.endpoint.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The fields of one rule, of which each must be asked for: what is left at the end is a mistake. */
final class RuleFields {

    private final int index;
    private final JsonNode rule;
    private final Set<String> unread = new TreeSet<>();

    RuleFields(int index, JsonNode rule) {
        this.index = index;
        this.rule = rule;
        if (!rule.isObject()) {
            throw new IllegalArgumentException("Rule " + index + " is not an object");
        }
        rule.fieldNames().forEachRemaining(unread::add);
    }

    boolean has(String name) {
        return rule.has(name);
    }

    Optional<String> text(String name) {
        return read(name).map(value -> require(value.isTextual(), name, "text", value).textValue());
    }

    /** Text as it is, and anything else as its JSON. */
    Optional<String> body(String name) {
        return read(name).map(value -> value.isTextual() ? value.textValue() : value.toString());
    }

    Optional<Long> number(String name, long min) {
        return read(name)
                .map(
                        value ->
                                require(
                                                value.isIntegralNumber()
                                                        && value.longValue() >= min,
                                                name,
                                                "a whole number of at least " + min,
                                                value)
                                        .longValue());
    }

    Optional<Double> probability(String name) {
        return read(name)
                .map(
                        value ->
                                require(
                                                value.isNumber()
                                                        && value.doubleValue() >= 0
                                                        && value.doubleValue() <= 1,
                                                name,
                                                "a number from 0 to 1",
                                                value)
                                        .doubleValue());
    }

    Map<String, String> texts(String name) {
        Map<String, String> texts = new TreeMap<>();
        read(name)
                .ifPresent(
                        value ->
                                require(value.isObject(), name, "an object", value)
                                        .properties()
                                        .forEach(
                                                entry ->
                                                        texts.put(
                                                                entry.getKey(),
                                                                entry.getValue().asText())));
        return texts;
    }

    IllegalArgumentException wrong(String problem) {
        return new IllegalArgumentException("Rule " + index + ": " + problem);
    }

    void requireAllRead() {
        if (!unread.isEmpty()) {
            throw wrong("no meaning here for " + unread);
        }
    }

    private Optional<JsonNode> read(String name) {
        unread.remove(name);
        return Optional.ofNullable(rule.get(name));
    }

    private JsonNode require(boolean holds, String name, String expected, JsonNode value) {
        if (!holds) {
            throw wrong(name + " must be " + expected + ", not " + value);
        }
        return value;
    }
}
