package dev.sluice.processor.admin.usage;

/** A question that cannot be understood. */
final class BadParameterException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String parameter;

    /**
     * @param parameter the name of the parameter that is at fault, as it was given
     * @param message what is wrong with it
     */
    BadParameterException(String parameter, String message) {
        super(message);
        this.parameter = parameter;
    }

    String parameter() {
        return parameter;
    }
}
