package dev.sluice.localstack.endpoint.chat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingResult;
import com.knuddels.jtokkit.api.EncodingType;

/** Counts exactly, with OpenAI's encoding {@code cl100k_base}. Special tokens in a text count as the characters they are. */
final class TokenizerCounter implements TokenCounter {

    private final Encoding encoding =
            Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);

    @Override
    public int count(String text) {
        return encoding.countTokensOrdinary(text);
    }

    @Override
    public Head head(String text, int maxTokens) {
        EncodingResult encoded = encoding.encodeOrdinary(text, maxTokens);
        int tokens = encoded.getTokens().size();
        return encoded.isTruncated()
                ? new Head(encoding.decode(encoded.getTokens()), tokens, true)
                : new Head(text, tokens, false);
    }
}
