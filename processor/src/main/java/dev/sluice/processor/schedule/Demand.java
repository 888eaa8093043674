package dev.sluice.processor.schedule;

import dev.sluice.processor.limit.Ask;
import dev.sluice.processor.route.Target;

/**
 * What a request takes of the limits, wherever it goes.
 *
 * @param tenant whose it is
 * @param model that it asks for
 * @param tokens that it is taken to need; 0 where no limit counts them
 * @param least how many of them are no guess
 * @param caution the part of a limit that the guess may take
 */
record Demand(String tenant, String model, long tokens, long least, int caution) {
    Ask at(Target target) {
        return new Ask(target.endpoint(), target.model(), tenant, model, tokens, least, caution);
    }
}
