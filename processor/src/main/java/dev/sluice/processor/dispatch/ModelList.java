package dev.sluice.processor.dispatch;

import dev.sluice.processor.config.Problem;
import java.util.Set;

/** What an endpoint says when it is asked for its models. */
sealed interface ModelList {
    /**
     * The list.
     *
     * @param ids names as calls have to give them
     */
    record Known(Set<String> ids) implements ModelList {}

    /**
     * There will be no list, however often it is asked for.
     *
     * @param why why not
     */
    record Refused(String why) implements ModelList {}

    /**
     * No list this time.
     *
     * @param problem why not
     */
    record NotYet(Problem problem) implements ModelList {}
}
