package dev.sluice.processor.openai;

import dev.sluice.v1.ChatRequest;

/**
 * A line of an OpenAI Batch input file.
 *
 * @param customId the caller's reference, 1 to {@value BatchInputReader#MAX_CUSTOM_ID} characters
 * @param request the request with its custom id; id, tenant and what else is Sluice's own are still to be set
 */
public record BatchInputLine(String customId, ChatRequest.Builder request) {}
