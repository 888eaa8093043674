package dev.sluice.processor.openai;

/** JSON that is not what it has to be. The message names the field and the problem, and never repeats a value. */
public final class ChatJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String problem;

    /**
     * @param path the field at fault, e.g. {@code messages[0].content}; empty for the body as a whole
     * @param problem what is wrong with it, to be read after the path, e.g. {@code has to be a string}
     */
    public ChatJsonException(String path, String problem) {
        super(path.isEmpty() ? problem : path + ": " + problem);
        this.path = path;
        this.problem = problem;
    }

    /** The field at fault, e.g. {@code messages[0].content}; empty for the body as a whole. */
    public String path() {
        return path;
    }

    /** Field and problem, e.g. {@code messages[0].content: has to be a string or an array}. */
    public String description() {
        return path.isEmpty() ? problem : path + ": " + problem;
    }

    /** What is wrong with it. */
    public String problem() {
        return problem;
    }
}
