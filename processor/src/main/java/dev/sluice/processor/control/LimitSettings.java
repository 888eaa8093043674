package dev.sluice.processor.control;

import dev.sluice.processor.config.LimitDraft;
import dev.sluice.v1.LimitSetting;
import java.util.Optional;

/** Limits as records of the topic, both ways. */
public final class LimitSettings {
    private LimitSettings() {}

    /** What a record asks for. */
    static LimitDraft draft(LimitSetting setting) {
        return new LimitDraft(
                Optional.ofNullable(setting.getEndpoint()),
                Optional.ofNullable(setting.getTenant()),
                Optional.ofNullable(setting.getModel()),
                Optional.ofNullable(setting.getRequestsPerMinute()),
                Optional.ofNullable(setting.getTokensPerMinute()),
                Optional.ofNullable(setting.getTokensPerDay()),
                Optional.ofNullable(setting.getConcurrent()),
                setting.getBurst(),
                setting.getShadow());
    }

    /** The record that asks for a limit. */
    public static LimitSetting of(LimitDraft draft) {
        return new LimitSetting(
                draft.endpoint().orElse(null),
                draft.tenant().orElse(null),
                draft.model().orElse(null),
                draft.requestsPerMinute().orElse(null),
                draft.tokensPerMinute().orElse(null),
                draft.tokensPerDay().orElse(null),
                draft.concurrent().orElse(null),
                draft.burst(),
                draft.shadow());
    }
}
