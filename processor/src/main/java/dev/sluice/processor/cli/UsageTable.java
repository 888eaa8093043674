package dev.sluice.processor.cli;

import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Token usage by tenant and the model that was asked for, added up from completions. For one thread. */
public final class UsageTable {
    private final Map<String, Map<String, Row>> rows = new TreeMap<>();

    /**
     * The sum for one tenant and model.
     *
     * @param tenant who is billed
     * @param model the model that was asked for
     * @param requests completions
     * @param promptTokens tokens of the prompts
     * @param completionTokens tokens of the answers
     * @param totalTokens both, as reported; where the endpoint gave no sum, added up
     * @param unknown completions of which no usage is known; their tokens are in no sum
     */
    public record Row(
            String tenant,
            String model,
            long requests,
            long promptTokens,
            long completionTokens,
            long totalTokens,
            long unknown) {
        Row plus(@Nullable Usage usage) {
            if (usage == null) {
                return new Row(
                        tenant,
                        model,
                        requests + 1,
                        promptTokens,
                        completionTokens,
                        totalTokens,
                        unknown + 1);
            }
            long prompt = count(usage.getPromptTokens());
            long completion = count(usage.getCompletionTokens());
            Long total = usage.getTotalTokens();
            return new Row(
                    tenant,
                    model,
                    requests + 1,
                    promptTokens + prompt,
                    completionTokens + completion,
                    totalTokens + (total == null ? prompt + completion : total),
                    unknown);
        }

        private static long count(@Nullable Long tokens) {
            return tokens == null ? 0 : tokens;
        }
    }

    /** Adds a completion. */
    public void add(ChatCompletion completion) {
        String tenant = completion.getTenant();
        String model = completion.getRequestedModel();
        Map<String, Row> models = rows.computeIfAbsent(tenant, none -> new TreeMap<>());
        Row row = models.getOrDefault(model, new Row(tenant, model, 0, 0, 0, 0, 0));
        models.put(model, row.plus(completion.getUsage()));
    }

    /** The sums, ordered by tenant and model. */
    public List<Row> rows() {
        List<Row> all = new ArrayList<>();
        rows.values().forEach(models -> all.addAll(models.values()));
        return all;
    }

    /** The table as text, a line for each row and one for their sum. */
    public String render() {
        StringBuilder text = new StringBuilder();
        text.append(format("tenant", "model", "requests", "prompt", "completion", "total"));
        Row sum = new Row("total", "", 0, 0, 0, 0, 0);
        for (Row row : rows()) {
            text.append(line(row));
            sum =
                    new Row(
                            sum.tenant(),
                            sum.model(),
                            sum.requests() + row.requests(),
                            sum.promptTokens() + row.promptTokens(),
                            sum.completionTokens() + row.completionTokens(),
                            sum.totalTokens() + row.totalTokens(),
                            sum.unknown() + row.unknown());
        }
        text.append(line(sum));
        if (sum.unknown() > 0) {
            text.append(sum.unknown())
                    .append(" completions came without usage; their tokens are in no sum.\n");
        }
        return text.toString();
    }

    private static String line(Row row) {
        return format(
                row.tenant(),
                row.model(),
                row.requests(),
                row.promptTokens(),
                row.completionTokens(),
                row.totalTokens());
    }

    private static String format(Object... columns) {
        return String.format(Locale.ROOT, "%-20s  %-32s  %10s  %14s  %14s  %14s%n", columns);
    }
}
