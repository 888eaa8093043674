package dev.sluice.localstack.endpoint.fault;

import java.util.List;
import java.util.Optional;

/**
 * Rules that are asked in their order; the first that fires decides. A rule behind it does not count that request.
 *
 * <p>As JSON a script is an array of rules, each an object:
 *
 * <table>
 * <caption>Keys of a rule</caption>
 * <tr><th>which requests (all that are given must hold)</th><th></th></tr>
 * <tr><td>{@code model}</td><td>equals the request's</td></tr>
 * <tr><td>{@code contains}</td><td>is part of the last user message</td></tr>
 * <tr><td>{@code nth}</td><td>only the n-th of those, from 1</td></tr>
 * <tr><td>{@code every}</td><td>each n-th of those</td></tr>
 * <tr><td>{@code probability}, {@code seed}</td><td>each of those with a probability of 0 to 1</td></tr>
 * <tr><td>{@code times}</td><td>so many of those, and no more</td></tr>
 * <tr><th>{@code action}</th><th>what happens</th></tr>
 * <tr><td>{@code status}</td><td>answers {@code status} with {@code headers} and {@code body} (text, or JSON)</td></tr>
 * <tr><td>{@code html}, {@code broken_json}, {@code empty_body}, {@code error_in_200}</td><td>answers such a body, with
 * {@code status} 200 unless it says otherwise</td></tr>
 * <tr><td>{@code hang}</td><td>never answers</td></tr>
 * <tr><td>{@code reset}</td><td>resets the connection {@code at}: {@code before_headers}, {@code in_headers}, {@code in_body}</td></tr>
 * <tr><td>{@code delay}</td><td>answers {@code ms} later</td></tr>
 * <tr><td>{@code drip}</td><td>answers in {@code pieces}, {@code ms} apart</td></tr>
 * <tr><td>{@code truncate}</td><td>answers one half</td></tr>
 * </table>
 */
public final class FaultScript {

    private static final FaultScript NONE = new FaultScript(List.of());

    private final List<FaultRule> rules;

    FaultScript(List<FaultRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Nothing goes wrong. */
    public static FaultScript none() {
        return NONE;
    }

    /**
     * Reads a script.
     *
     * @throws IllegalArgumentException if it is not JSON, or a rule has an unknown key or value; the message says which
     */
    public static FaultScript parse(String json) {
        return new FaultScript(FaultRulesJson.parse(json));
    }

    /** What goes wrong with this request, if anything. Ask once for each request: rules count. */
    public Optional<FaultAction> next(String model, String lastUserText) {
        for (FaultRule rule : rules) {
            Optional<FaultAction> action = rule.next(model, lastUserText);
            if (action.isPresent()) {
                return action;
            }
        }
        return Optional.empty();
    }
}
