package dev.sluice.localstack.endpoint.chat;

/** A request that the endpoint refuses with status 400. The message names fields, never their contents. */
public final class InvalidCallException extends Exception {

    private static final long serialVersionUID = 1L;

    /** With OpenAI's style of message. */
    public InvalidCallException(String message) {
        super(message);
    }
}
