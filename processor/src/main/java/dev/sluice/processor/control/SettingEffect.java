package dev.sluice.processor.control;

/** What a record of the topic did. */
sealed interface SettingEffect {
    /**
     * A limit is another now.
     *
     * @param line tells which, the old and the new values, and the record's place
     */
    record Changed(String line) implements SettingEffect {}

    /** It says what is so already. */
    record Nothing() implements SettingEffect {}

    /**
     * It cannot be used, and changed nothing.
     *
     * @param line tells the record's place and all that is wrong with it, and repeats none of its values
     */
    record Refused(String line) implements SettingEffect {}
}
