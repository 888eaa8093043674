package dev.sluice.processor.openai;

import java.time.Instant;
import java.util.Optional;

/**
 * What an endpoint says of an answer as a whole.
 *
 * @param id the provider's id of the answer
 * @param model the model that answered
 * @param created when the answer was made, by the provider's clock
 * @param systemFingerprint as the endpoint says
 * @param serviceTier as the endpoint says
 */
public record AnswerHeader(
        Optional<String> id,
        Optional<String> model,
        Optional<Instant> created,
        Optional<String> systemFingerprint,
        Optional<String> serviceTier) {}
