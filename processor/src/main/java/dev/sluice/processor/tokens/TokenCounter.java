package dev.sluice.processor.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Choice;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import java.util.List;

/**
 * Counts tokens, or estimates them. With OpenAI's own encoding for the models that are known to use it; by bytes for all
 * others. Long texts are sampled, so that a call takes some milliseconds at most. Safe for use by several threads.
 */
public final class TokenCounter {
    /** What OpenAI's help page on tokens says of English text; ASCII has one byte per character. */
    private static final int BYTES_PER_TOKEN = 4;

    private final EncodingRegistry encodings = Encodings.newLazyEncodingRegistry();

    /**
     * Loads what counting for this model needs, once. It takes about a second and up to 30 MiB per encoding. Where the
     * first count of a model has to be as fast as later ones, call it before, on a thread that may wait.
     *
     * @param model as it is sent to the endpoint
     */
    public void prepare(String model) {
        ModelEncoding.of(model).ifPresent(encodings::getEncoding);
    }

    /**
     * The tokens of a prompt: messages, tools and response format, with what the chat format adds to each. Images and
     * audio count as what OpenAI's guides say of usual ones, since they are not looked into; files count nothing.
     *
     * @param model as it is sent to the endpoint
     * @return at least 1
     */
    public long prompt(ChatRequest request, String model) {
        Prompt prompt = Prompt.of(request);
        return prompt.otherTokens() + count(prompt.texts(), model);
    }

    /**
     * The same by bytes alone, which takes no longer than to look at each character.
     *
     * @return at least 1
     */
    public long promptByBytes(ChatRequest request) {
        Prompt prompt = Prompt.of(request);
        return prompt.otherTokens() + byBytes(prompt.texts());
    }

    /**
     * The tokens that a model generated: content, reasoning, refusals and calls of all choices. Audio counts nothing.
     *
     * @param model as it is sent to the endpoint
     * @return 0 for an answer without text
     */
    public long answer(List<Choice> choices, String model) {
        return count(Texts.of(choices), model);
    }

    /**
     * The tokens of a text of which only the size is known.
     *
     * @param characters in UTF-16 units, at least 0
     */
    public long ofSize(long characters) {
        return tokens(characters);
    }

    /** Usage for an answer whose endpoint reports none, marked as estimated. */
    public Usage estimate(ChatRequest request, List<Choice> choices, String model) {
        return estimated(prompt(request, model), answer(choices, model));
    }

    /**
     * Usage for a call that gave only a part of an answer, marked as estimated.
     *
     * @param characters of the part, in UTF-16 units, at least 0
     */
    public Usage estimate(ChatRequest request, long characters, String model) {
        return estimated(prompt(request, model), ofSize(characters));
    }

    private static Usage estimated(long prompt, long completion) {
        return new Usage(
                prompt, completion, prompt + completion, null, null, UsageSource.ESTIMATED, null);
    }

    private long count(List<String> texts, String model) {
        return ModelEncoding.of(model)
                .map(encodings::getEncoding)
                .map(encoding -> counted(texts, encoding))
                .orElseGet(() -> byBytes(texts));
    }

    private static long byBytes(List<String> texts) {
        return tokens(texts.stream().mapToLong(Texts::bytes).sum());
    }

    /** What looks like a special token is text that a user wrote. */
    private static long counted(List<String> texts, Encoding encoding) {
        return Sample.of(texts)
                .estimate(text -> encoding.countTokensOrdinary(Texts.wellFormed(text)));
    }

    private static long tokens(long bytes) {
        return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }
}
