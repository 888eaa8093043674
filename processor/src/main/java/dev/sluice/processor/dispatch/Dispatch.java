package dev.sluice.processor.dispatch;

/** Makes a call and tells what came of it. */
@FunctionalInterface
public interface Dispatch {
    /**
     * Starts the call and returns at once.
     *
     * @param call the call
     * @param listener hears of its end at the latest when the call's timeout or the request's deadline has passed
     */
    void dispatch(Call call, CallListener listener);
}
