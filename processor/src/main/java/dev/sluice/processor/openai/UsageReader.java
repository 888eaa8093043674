package dev.sluice.processor.openai;

import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads reported token counts. A count that is missing, null or negative is not known, and never 0. */
public final class UsageReader {
    private final JsonCursor cursor;
    private final Usage usage = new Usage();
    private final JsonExtras extra = new JsonExtras();

    private UsageReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** Empty where the value is no object or says nothing. */
    public static Optional<Usage> read(JsonCursor cursor) throws IOException {
        if (!cursor.is(JsonToken.START_OBJECT)) {
            return Optional.empty();
        }
        UsageReader reader = new UsageReader(cursor);
        cursor.eachField(reader::field);
        return reader.finish();
    }

    private Optional<Usage> finish() {
        usage.setSource(UsageSource.REPORTED);
        usage.setExtra(extra.toJson());
        boolean saysNothing =
                usage.getPromptTokens() == null
                        && usage.getCompletionTokens() == null
                        && usage.getTotalTokens() == null
                        && usage.getExtra() == null;
        return saysNothing ? Optional.empty() : Optional.of(usage);
    }

    private void field(String name) throws IOException {
        switch (name) {
            case "prompt_tokens" -> count(name, usage::setPromptTokens);
            case "completion_tokens" -> count(name, usage::setCompletionTokens);
            case "total_tokens" -> count(name, usage::setTotalTokens);
            case "prompt_tokens_details" -> details(name, "cached_tokens", usage::setCachedTokens);
            case "completion_tokens_details" ->
                    details(name, "reasoning_tokens", usage::setReasoningTokens);
            default -> extra.put(name, cursor.raw());
        }
    }

    private void count(String name, Consumer<Long> field) throws IOException {
        if (!cursor.isNull()) {
            extra.setOrKeep(cursor, name, UsageReader::tokens, field);
        }
    }

    /** Types the one detail that has a field; an object that holds more is also kept whole. */
    private void details(String name, String detail, Consumer<Long> field) throws IOException {
        if (cursor.isNull()) {
            return;
        }
        if (!cursor.is(JsonToken.START_OBJECT)) {
            extra.put(name, cursor.raw());
            return;
        }
        int mark = cursor.mark();
        boolean[] holdsMore = {false};
        cursor.eachField(
                inner -> {
                    Optional<Long> tokens =
                            inner.equals(detail) ? tokens(cursor) : Optional.empty();
                    tokens.ifPresent(field);
                    holdsMore[0] |= tokens.isEmpty() && !cursor.isNull();
                    cursor.raw();
                });
        if (holdsMore[0]) {
            extra.put(name, cursor.skippedSince(mark));
        }
    }

    /** A whole number, also as {@code 12.0} or in quotes, as some servers send it. */
    private static Optional<Long> tokens(JsonCursor cursor) throws IOException {
        @Nullable String digits = null;
        if (cursor.isNumber()) {
            digits = cursor.number();
        } else if (cursor.is(JsonToken.VALUE_STRING)) {
            digits = cursor.string();
        }
        if (digits == null) {
            return Optional.empty();
        }
        String whole = digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
        return Optional.ofNullable(ExactNumbers.longOf(whole)).filter(tokens -> tokens >= 0);
    }
}
