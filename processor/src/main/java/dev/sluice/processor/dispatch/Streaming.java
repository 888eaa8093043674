package dev.sluice.processor.dispatch;

import dev.sluice.processor.config.StreamingConfig;
import dev.sluice.processor.openai.StreamMode;
import dev.sluice.v1.ChatRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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

    /** Whether an answer is a stream. What comes decides, not what was asked for. */
    static boolean came(int status, @Nullable String contentType) {
        return status / 100 == 2
                && contentType != null
                && contentType.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    }
}
