package dev.sluice.processor.dispatch;

import dev.sluice.processor.config.StreamingConfig;
import dev.sluice.processor.openai.StreamMode;
import dev.sluice.v1.ChatRequest;

/** Whether an answer is asked for piece by piece. */
final class Streaming {
    private Streaming() {}

    static StreamMode mode(StreamingConfig config, ChatRequest request) {
        boolean stream =
                switch (config.mode()) {
                    case ALWAYS -> true;
                    case NEVER -> false;
                    case AS_ASKED -> Boolean.TRUE.equals(request.getStream());
                };
        if (!stream) {
            return StreamMode.OFF;
        }
        return config.usage() ? StreamMode.ON_WITH_USAGE : StreamMode.ON;
    }
}
