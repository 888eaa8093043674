package dev.sluice.processor.e2e.fault;

import dev.sluice.processor.support.FaultServer;
import dev.sluice.processor.support.RawServer.Script;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What happens to a request: its model says which case it is of. */
final class FaultScripts implements FaultServer.Scripts {
    /** The model of requests that are answered well. */
    static final String PLAIN = "plain";

    private static final Pattern MODEL = Pattern.compile("\"model\":\"([^\"]*)\"");

    private final Map<String, FaultCase> cases = new HashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    FaultScripts(List<FaultCase> all) {
        for (FaultCase one : all) {
            if (cases.put(one.name(), one) != null) {
                throw new IllegalArgumentException("Two cases of the name " + one.name());
            }
        }
    }

    @Override
    public Script of(String request) {
        String model = model(request);
        FaultCase one = cases.get(model);
        int number = calls.computeIfAbsent(model, first -> new AtomicInteger()).getAndIncrement();
        return one == null ? Replies.good() : one.call(number);
    }

    /** The model that a request asks for. */
    static String model(String request) {
        Matcher model = MODEL.matcher(request);
        if (!model.find()) {
            throw new IllegalArgumentException("A request without model");
        }
        return model.group(1);
    }
}
