package dev.sluice.processor.tokens;

import dev.sluice.v1.ContentPart;

/** What images and audio cost, as far as it can be told without looking into them. */
final class MediaTokens {
    /** OpenAI's guide to images: low detail, whatever the size. */
    private static final int LOW_DETAIL = 85;

    /** The same guide: 85 and four tiles of 170 each, what a square image comes to in high detail. */
    private static final int HIGH_DETAIL = 765;

    /** OpenAI's guide to audio: one token for each 100 ms that a user speaks. */
    private static final int AUDIO_TOKENS_PER_SECOND = 10;

    /** 24 kHz, 16 bits, one channel, which is what OpenAI's API works with. */
    private static final int WAV_BYTES_PER_SECOND = 48_000;

    /** 128 kbit/s, usual for MP3. */
    private static final int COMPRESSED_BYTES_PER_SECOND = 16_000;

    private MediaTokens() {}

    static long of(ContentPart part) {
        long tokens = 0;
        if (part.getImageUrl() != null) {
            tokens += "low".equals(part.getImageUrl().getDetail()) ? LOW_DETAIL : HIGH_DETAIL;
        }
        if (part.getInputAudio() != null) {
            boolean isWav = "wav".equals(part.getInputAudio().getFormat());
            int perSecond = isWav ? WAV_BYTES_PER_SECOND : COMPRESSED_BYTES_PER_SECOND;
            // Base64 has four characters for three bytes.
            long bytes = part.getInputAudio().getData().length() * 3L / 4;
            tokens += bytes * AUDIO_TOKENS_PER_SECOND / perSecond;
        }
        return tokens;
    }
}
