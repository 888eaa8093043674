/**
 * How many tokens a prompt or an answer has: counted where the model's encoding is known, estimated otherwise. For what
 * endpoints do not report, and for what has to be known before a call.
 *
 * <p>A leaf: it imports the generated records and the tokenizer, and no other package of the service.
 */
@NullMarked
package dev.sluice.processor.tokens;

import org.jspecify.annotations.NullMarked;
