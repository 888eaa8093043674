package dev.sluice.processor.dispatch;

import java.util.function.Consumer;

/** Makes a call and tells what came of it. */
@FunctionalInterface
public interface Dispatch {
    /**
     * Starts the call and returns at once.
     *
     * @param call the call
     * @param done called exactly once, on any thread, at the latest when the call's timeout or the request's deadline
     *     has passed
     */
    void dispatch(Call call, Consumer<CallEnd> done);
}
